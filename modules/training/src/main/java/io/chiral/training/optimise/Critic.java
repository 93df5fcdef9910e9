package io.chiral.training.optimise;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import io.chiral.messages.spec.DiscriminatorSpec;
import io.chiral.networks.backbone.Mode;
import io.chiral.networks.discriminator.AdversarialLoss;
import io.chiral.networks.discriminator.Discriminator;
import io.chiral.networks.torch.GradientScope;
import io.chiral.networks.weights.Weights;
import io.chiral.training.RunState;
import io.chiral.training.Torch;
import io.chiral.training.model.Models;

/** The discriminator of a run: its part in the generator's loss, and its own update. */
final class Critic {

  private final DiscriminatorSpec spec;
  private final Torch torch;
  private final Discriminator network;
  private final AdversarialLoss loss;
  private final Trained trained;

  Critic(DiscriminatorSpec spec, Discriminator network, Weights weights, Torch torch) {
    this.spec = spec;
    this.torch = torch;
    this.network = network;
    loss = Models.adversarialLoss(spec.loss());
    trained = new Trained("discriminator", weights, spec.optimiser(), torch);
  }

  Trained trained() {
    return trained;
  }

  String structure() {
    return network.id();
  }

  /** Of the adversarial term in the generator's loss. */
  double weight() {
    return spec.weight();
  }

  /** The generator's adversarial loss; the discriminator is frozen in it. */
  NDArray judge(NDArray fake) {
    trained.weights().requiresGradient(false);
    NDArray logits = network.logits(trained.weights(), fake, Mode.FOLLOWING);
    return loss.generator(torch.kernels(), logits);
  }

  /**
   * One update on real and generated images, in separate passes.
   *
   * @param fake without history
   * @return whether losses and gradient were finite; if not, nothing has changed
   */
  boolean learn(NDArray real, NDArray fake, double rateFactor, double clipNorm, Row row) {
    trained.weights().requiresGradient(true);
    NDList gradients;
    double losses;
    try (GradientScope scope = GradientScope.open(torch.kernels())) {
      NDArray realLogits = network.logits(trained.weights(), real, Mode.TRAINING);
      NDArray fakeLogits = network.logits(trained.weights(), fake, Mode.TRAINING);
      NDArray realLoss = loss.discriminator(torch.kernels(), realLogits, true);
      NDArray fakeLoss = loss.discriminator(torch.kernels(), fakeLogits, false);
      losses = row.put("l_d_real", realLoss) + row.put("l_d_fake", fakeLoss);
      row.put("out_d_real", realLogits.mean());
      row.put("out_d_fake", fakeLogits.mean());
      gradients = scope.gradients(realLoss.add(fakeLoss), trained.weights().trainableList());
    }
    return Double.isFinite(losses)
        && Double.isFinite(trained.update(gradients, rateFactor, clipNorm));
  }

  void save(RunState state) {
    trained.save(state);
    state.structure().put("discriminator", structure());
  }
}
