package io.chiral.networks.discriminator;

import ai.djl.ndarray.NDArray;
import io.chiral.networks.torch.TorchKernels;
import org.jspecify.annotations.Nullable;

/** What generator and discriminator minimise; means over all logits, scalars of their manager. */
public enum AdversarialLoss {
  /** Cross entropy with logits (Goodfellow et al. 2014, not saturating). */
  BCE("adversarial_bce", 0),
  /** Hinge (Lim and Ye 2017); the generator minimises −logit. */
  HINGE("adversarial_hinge_discriminator", 0),
  /** Least squares to 1 and 0 (Mao et al. 2017). */
  LSGAN("adversarial_lsgan", 1),
  /**
   * Relativistic average (Jolicoeur-Martineau 2018, <a
   * href="https://arxiv.org/abs/1807.00734">arXiv 1807.00734</a>): cross entropy of how far logits
   * are above the other side's mean. As {@code basicsr/models/esrgan_model.py} of BasicSR at
   * 8d56e3a the other side is detached in the discriminator's two parts, real images are in the
   * generator's, each sum is halved, and the mean is over all logits (KAIR's is over images, place
   * by place, which is the same for one logit an image).
   */
  RAGAN("", 0);

  private final String kernel;
  private final int middle;

  /**
   * @param middle twice the logit that counts as neither real nor generated
   */
  AdversarialLoss(String kernel, int middle) {
    this.kernel = kernel;
    this.middle = middle;
  }

  /** What a discriminator minimises is the sum of both. */
  public record Parts(NDArray real, NDArray fake) {}

  /** Whether the generator's loss depends on logits of real images. */
  public boolean relative() {
    return this == RAGAN;
  }

  /** The discriminator's loss for logits of real images and of generated ones. */
  public Parts discriminator(TorchKernels kernels, NDArray real, NDArray fake) {
    if (this == RAGAN) {
      return new Parts(
          pair(kernels, "adversarial_ragan_real", real, fake),
          pair(kernels, "adversarial_ragan_fake", real, fake));
    }
    return new Parts(towards(kernels, real, 1), towards(kernels, fake, 0));
  }

  /**
   * The generator's loss: its images are to pass for real.
   *
   * @param real logits of real images, needed by {@link #relative} losses only
   */
  public NDArray generator(TorchKernels kernels, @Nullable NDArray real, NDArray fake) {
    if (relative()) {
      if (real == null) {
        throw new IllegalArgumentException("the loss " + this + " compares with real images");
      }
      return pair(kernels, "adversarial_ragan_generator", real, fake);
    }
    if (this == HINGE) {
      return kernels.call("adversarial_hinge_generator").tensor(fake).one(fake.getManager());
    }
    return towards(kernels, fake, 1);
  }

  /**
   * The share of logits on their side of the middle (of the other side's mean, if relative), real
   * and generated images counting equally: 0.5 is guessing.
   */
  public NDArray accuracy(TorchKernels kernels, NDArray real, NDArray fake) {
    return kernels
        .call("adversarial_accuracy")
        .tensor(real)
        .tensor(fake)
        .one(real.getManager(), middle, relative() ? 1 : 0);
  }

  private NDArray towards(TorchKernels kernels, NDArray logits, int label) {
    return kernels.call(kernel).tensor(logits).one(logits.getManager(), label);
  }

  private static NDArray pair(TorchKernels kernels, String kernel, NDArray real, NDArray fake) {
    return kernels.call(kernel).tensor(real).tensor(fake).one(real.getManager());
  }
}
