package io.chiral.networks.discriminator;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import io.chiral.networks.backbone.Mode;
import io.chiral.networks.torch.GradientScope;
import io.chiral.networks.torch.Torch;
import io.chiral.networks.weights.Weights;

/** Training of a discriminator on one pair of batches. */
final class Learning {

  private final Torch torch;
  private final Discriminator discriminator;
  private final Weights weights;
  private final double rate;

  Learning(Torch torch, Discriminator discriminator, Weights weights, double rate) {
    this.torch = torch;
    this.discriminator = discriminator;
    this.weights = weights;
    this.rate = rate;
  }

  /** Five steps of gradient descent; how much smaller the loss has become. */
  double gain(AdversarialLoss loss, NDArray real, NDArray fake) {
    double first = step(loss, real, fake);
    double last = first;
    for (int step = 0; step < 5; step++) {
      last = step(loss, real, fake);
    }
    return first - last;
  }

  /** One step of gradient descent; the loss before it. */
  private double step(AdversarialLoss loss, NDArray real, NDArray fake) {
    try (NDManager step = torch.manager().newSubManager()) {
      NDArray x = real.duplicate();
      NDArray y = fake.duplicate();
      x.attach(step);
      y.attach(step);
      weights.requiresGradient(true);
      NDList gradients;
      double before;
      try (GradientScope scope = GradientScope.open(torch.kernels())) {
        AdversarialLoss.Parts parts =
            loss.discriminator(
                torch.kernels(),
                discriminator.logits(weights, x, Mode.TRAINING),
                discriminator.logits(weights, y, Mode.TRAINING));
        NDArray both = parts.real().add(parts.fake());
        before = both.getFloat();
        gradients = scope.gradients(both, weights.trainableList());
      }
      weights.requiresGradient(false);
      NDList trained = weights.trainableList();
      for (int i = 0; i < trained.size(); i++) {
        trained.get(i).subi(gradients.get(i).muli(rate));
      }
      return before;
    }
  }
}
