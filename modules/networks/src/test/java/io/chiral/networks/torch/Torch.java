package io.chiral.networks.torch;

import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.jni.JniUtils;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * The kernels, once a test class, and a fresh manager for each test. Register as a static field.
 */
@SuppressWarnings("NullAway.Init") // the callbacks set all fields before a test runs
public final class Torch
    implements BeforeAllCallback, AfterAllCallback, BeforeEachCallback, AfterEachCallback {

  private NDManager base;
  private NDManager manager;
  private TorchKernels kernels;

  public TorchKernels kernels() {
    return kernels;
  }

  public NDManager manager() {
    return manager;
  }

  @Override
  public void beforeAll(ExtensionContext context) {
    base = NDManager.newBaseManager("PyTorch");
    JniUtils.setNumThreads(1); // tiny arrays: threads would wait for each other
    kernels = TorchKernels.load(base);
  }

  @Override
  public void beforeEach(ExtensionContext context) {
    manager = base.newSubManager();
  }

  @Override
  public void afterEach(ExtensionContext context) {
    manager.close();
  }

  @Override
  public void afterAll(ExtensionContext context) {
    kernels.close();
    base.close();
  }
}
