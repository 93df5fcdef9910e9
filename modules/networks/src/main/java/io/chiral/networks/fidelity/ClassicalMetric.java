package io.chiral.networks.fidelity;

import ai.djl.ndarray.NDArray;
import io.chiral.networks.torch.TorchKernels;
import io.chiral.networks.weights.ParameterTable;
import io.chiral.networks.weights.Weights;
import java.util.List;

/** A metric that is a formula on pixels. */
public final class ClassicalMetric implements FidelityMetric {

  private static final int SSIM_WINDOW = 11;

  private final String id;
  private final String kernel;
  private final int smallestSide;
  private final TorchKernels kernels;

  private ClassicalMetric(String id, String kernel, int smallestSide, TorchKernels kernels) {
    this.id = id;
    this.kernel = kernel;
    this.smallestSide = smallestSide;
    this.kernels = kernels;
  }

  /** Mean absolute error. */
  public static ClassicalMetric l1(TorchKernels kernels) {
    return new ClassicalMetric("l1", "mean_absolute", 1, kernels);
  }

  /** Mean squared error. */
  public static ClassicalMetric mse(TorchKernels kernels) {
    return new ClassicalMetric("mse", "mean_squared", 1, kernels);
  }

  /**
   * 1 − SSIM (Wang et al. 2004, doi 10.1109/TIP.2003.819861): Gaussian of 11 taps and deviation
   * 1.5, valid positions, K₁ 0.01, K₂ 0.03, range 1, mean over R, G and B.
   */
  public static ClassicalMetric ssim(TorchKernels kernels) {
    return new ClassicalMetric("ssim", "one_minus_ssim", SSIM_WINDOW, kernels);
  }

  @Override
  public String id() {
    return id;
  }

  @Override
  public ParameterTable parameters() {
    return ParameterTable.of(List.of());
  }

  @Override
  public NDArray perImage(Weights weights, NDArray output, NDArray reference) {
    ImagePair.require(id, output, reference, smallestSide);
    return kernels.call(kernel).tensor(output).tensor(reference).one(output.getManager());
  }
}
