package io.chiral.networks.torch;

import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.pytorch.jni.IValueUtils;
import ai.djl.pytorch.jni.JniUtils;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Functions written in TorchScript, compiled by libtorch at load and called by name.
 *
 * <p>The sources are readable {@code .py} files among the resources; each top-level function
 * ({@code def name(self, x: Tensor, …)}) is a method that {@link #call} runs, and may call its
 * neighbours through {@code self}. Whether a call is recorded for gradients is decided by the
 * calling thread's grad mode, which only {@link GradientScope} turns on. Not thread-safe: belongs
 * to the one platform thread that runs DJL.
 */
public final class TorchKernels implements AutoCloseable {

  /** The sources of this module's networks, part of every archive. */
  private static final List<String> OWN =
      List.of(
          "nn.py",
          "swinir.py",
          "swin.py",
          "vit.py",
          "vgg.py",
          "cnn.py",
          "resnet.py",
          "convnext.py",
          "dists.py",
          "lpips.py",
          "ssim.py",
          "adversarial.py",
          "discriminators.py",
          "augmentation.py",
          "quality.py");

  private final @Nullable PtSymbolBlock module;

  private TorchKernels(@Nullable PtSymbolBlock module) {
    this.module = module;
  }

  /**
   * None, without PyTorch and of any thread: for networks that are made to learn whether there are
   * such, and what their parameters are. A call is an {@link IllegalStateException}.
   */
  public static TorchKernels none() {
    return new TorchKernels(null);
  }

  /**
   * Compiles the networks' own sources and those given. Turns grad mode off on the calling thread.
   *
   * @param manager owner of the compiled module; a PyTorch manager
   * @param resourceNames absolute resource names of further sources ({@code /io/…/adam.py}), found
   *     on this class's loader
   */
  public static TorchKernels load(NDManager manager, String... resourceNames) {
    List<String> sources = new ArrayList<>();
    for (String own : OWN) {
      sources.add(read("/io/chiral/networks/kernels/" + own));
    }
    for (String name : resourceNames) {
      sources.add(read(name));
    }
    InputStream archive = new ByteArrayInputStream(TorchArchive.of(sources));
    try {
      // PyTorch's profiling executor specialises a function on its first calls, so that equal calls
      // would not run equal operations; without it they do, and gradients are eager PyTorch's.
      JniUtils.setGraphExecutorOptimize(false);
      JniUtils.setGradMode(false);
      return new TorchKernels(JniUtils.loadModule((PtNDManager) manager, archive, false, false));
    } catch (IOException e) {
      throw new UncheckedIOException("the TorchScript archive could not be read from memory", e);
    }
  }

  /** Starts a call of the function {@code method}; see {@link KernelCall}. */
  public KernelCall call(String method) {
    return new KernelCall(this, method);
  }

  NDList run(NDList inputs) {
    // Always "training": the other path wraps the call in a guard whose results no later recorded
    // call may use. Grad mode alone decides.
    if (module == null) {
      throw new IllegalStateException(
          "this network was made without PyTorch, to learn its structure");
    }
    return IValueUtils.forward(module, inputs, true);
  }

  private static String read(String resource) {
    try (InputStream in = TorchKernels.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalArgumentException(
            "no TorchScript source among the resources: " + resource);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("TorchScript source could not be read: " + resource, e);
    }
  }

  @Override
  public void close() {
    if (module != null) {
      module.close();
    }
  }
}
