package io.chiral.networks.discriminator;

import ai.djl.ndarray.NDArray;
import io.chiral.networks.torch.KernelCall;
import io.chiral.networks.torch.TorchKernels;

/** What generator and discriminator minimise; means over all logits, scalars of their manager. */
public enum AdversarialLoss {
  /** Cross entropy with logits (Goodfellow et al. 2014, not saturating). */
  BCE("adversarial_bce"),
  /** Hinge (Lim and Ye 2017); the generator minimises −logit. */
  HINGE("adversarial_hinge_discriminator"),
  /** Least squares to 1 and 0 (Mao et al. 2017). */
  LSGAN("adversarial_lsgan");

  private final String kernel;

  AdversarialLoss(String kernel) {
    this.kernel = kernel;
  }

  /** The discriminator's loss for images that are all real or all generated. */
  public NDArray discriminator(TorchKernels kernels, NDArray logits, boolean real) {
    return kernels.call(kernel).tensor(logits).one(logits.getManager(), real ? 1 : 0);
  }

  /** The generator's loss: its images are to pass for real. */
  public NDArray generator(TorchKernels kernels, NDArray logits) {
    if (this == HINGE) {
      KernelCall call = kernels.call("adversarial_hinge_generator");
      return call.tensor(logits).one(logits.getManager());
    }
    return discriminator(kernels, logits, true);
  }
}
