package io.chiral.training;

import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.jni.JniUtils;
import io.chiral.networks.torch.TorchKernels;

/**
 * PyTorch as one platform thread uses it.
 *
 * @param manager owner of all native arrays made with this
 * @param kernels the networks' and the optimisers' functions
 */
public record Torch(NDManager manager, TorchKernels kernels) implements AutoCloseable {

  private static final String OPTIMISER = "/io/chiral/training/kernels/optimiser.py";
  private static final String DIAGNOSE = "/io/chiral/training/kernels/diagnose.py";
  private static final String ASSESS = "/io/chiral/training/kernels/assess.py";

  /**
   * Starts PyTorch on the calling thread, where all use of it must stay.
   *
   * @param threads that one operation uses; results are equal only for equal numbers
   */
  public static Torch start(int threads) {
    NDManager manager = NDManager.newBaseManager();
    JniUtils.setNumThreads(threads);
    return new Torch(manager, TorchKernels.load(manager, OPTIMISER, ASSESS, DIAGNOSE));
  }

  /** The same with an owner of its own, to be closed by itself. */
  public Torch part() {
    return new Torch(manager.newSubManager(), kernels);
  }

  /** Frees all native arrays made with this and with its parts. */
  @Override
  public void close() {
    manager.close();
  }
}
