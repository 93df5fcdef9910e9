package io.chiral.networks.fidelity;

import ai.djl.ndarray.NDArray;
import io.chiral.networks.torch.TorchKernels;
import io.chiral.networks.weights.ParameterTable;
import io.chiral.networks.weights.Weights;
import java.util.List;

/** A metric that is a formula on pixels. */
public final class ClassicalMetric implements FidelityMetric {

  private static final int SSIM_WINDOW = 11;

  /** The window of 11 must fit into the fifth scale of {@link #msSsim}. */
  public static final int MS_SSIM_SIDE = 161;

  private static final int GMSD_SIDE = 4;

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

  /**
   * 1 − MS-SSIM (Wang, Simoncelli and Bovik 2003, doi 10.1109/ACSSC.2003.1292216) of five scales
   * with the paper's exponents, as in pytorch_msssim 1.0: windows and constants of {@link #ssim},
   * each channel by itself, terms that are not positive counting as 0, means of 2×2 pixels between
   * scales (an odd side padded by a zero at both ends). The window must fit into the fifth scale:
   * sides of at least 161.
   */
  public static ClassicalMetric msSsim(TorchKernels kernels) {
    return new ClassicalMetric("ms-ssim", "one_minus_ms_ssim", MS_SSIM_SIDE, kernels);
  }

  /**
   * Gradient magnitude similarity deviation (Xue et al. 2014, doi 10.1109/TIP.2013.2293423) of
   * BT.601 luma, not rounded, c = 170 for values to 255, with the n − 1 of its authors' {@code
   * GMSD.m} (piq divides by n). The variance has 1e-12 added, so that the gradient is finite for
   * equal images, whose distance is 1e-6.
   */
  public static ClassicalMetric gmsd(TorchKernels kernels) {
    return new ClassicalMetric("gmsd", "gmsd", GMSD_SIDE, kernels);
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
