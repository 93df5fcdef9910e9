package io.chiral.networks.torch;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.pytorch.jni.JniUtils;
import ai.djl.training.GradientCollector;
import java.util.List;

/**
 * While open, operations on arrays that require gradients are recorded. One a JVM at a time (DJL's
 * collector is global) and on one platform thread from opening to closing (grad mode is the
 * thread's).
 *
 * <p>Gradients are <em>returned</em>, not accumulated beside the arrays: nothing has to be zeroed,
 * and a discriminator's weights keep nothing from the generator's pass.
 */
public final class GradientScope implements AutoCloseable {

  private final TorchKernels kernels;
  private final GradientCollector collector;

  private GradientScope(TorchKernels kernels, GradientCollector collector) {
    this.kernels = kernels;
    this.collector = collector;
  }

  /**
   * @throws IllegalStateException when another scope is open in this JVM
   */
  public static GradientScope open(TorchKernels kernels) {
    boolean recording = JniUtils.isGradMode();
    try {
      return new GradientScope(kernels, Engine.getEngine("PyTorch").newGradientCollector());
    } catch (IllegalStateException e) {
      // DJL turns grad mode on before it looks whether another collector is open.
      JniUtils.setGradMode(recording);
      throw e;
    }
  }

  /**
   * Gradients of a scalar, in the order of {@code inputs}, zeros where it does not depend on one;
   * they are attached to the scalar's manager. Frees the recorded graph.
   *
   * @param inputs arrays that required gradients when the scalar was computed
   */
  public NDList gradients(NDArray scalar, List<NDArray> inputs) {
    return gradients(scalar, inputs, false);
  }

  /** As {@link #gradients}, with the graph kept and recorded so that they can be derived again. */
  public NDList differentiableGradients(NDArray scalar, List<NDArray> inputs) {
    return gradients(scalar, inputs, true);
  }

  /**
   * The gradient of each scalar by one input, in the scalars' order and attached to the first's
   * manager. They may share what was recorded, which is freed after the last.
   *
   * @param input which required gradients when the scalars were computed
   */
  public NDList gradientsOfEach(List<NDArray> scalars, NDArray input) {
    return kernels
        .call("gradients_of_each")
        .list(scalars)
        .tensor(input)
        .run(scalars.get(0).getManager());
  }

  private NDList gradients(NDArray scalar, List<NDArray> inputs, boolean recorded) {
    return kernels
        .call("gradients")
        .tensor(scalar)
        .list(inputs)
        .run(scalar.getManager(), recorded ? 1 : 0);
  }

  @Override
  public void close() {
    collector.close();
    JniUtils.setGradMode(false);
  }
}
