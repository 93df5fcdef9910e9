package io.chiral.training.optimise;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import io.chiral.messages.spec.DiscriminatorSpec;
import io.chiral.networks.backbone.Mode;
import io.chiral.networks.discriminator.AdversarialLoss;
import io.chiral.networks.discriminator.Augmentation;
import io.chiral.networks.discriminator.Discriminator;
import io.chiral.networks.discriminator.GradientPenalty;
import io.chiral.networks.torch.GradientScope;
import io.chiral.networks.weights.Weights;
import io.chiral.training.RunState;
import io.chiral.training.Torch;
import io.chiral.training.model.Models;
import io.chiral.training.random.Seeds;
import java.util.List;

/**
 * The discriminator of a run: its part in the generator's loss, and its own update.
 *
 * <p>Statistics of batch norms and power iterations of spectral norms move in the discriminator's
 * own passes, of real and of generated images apart, and with {@link Mode#FOLLOWING} not in the
 * generator's: what a discriminator keeps, and its checkpoint hands on to assessors, is what it saw
 * while it learnt, once a step and image. All three passes norm by their own batch. Generated
 * images are augmented alike in the generator's pass and in the discriminator's.
 */
final class Critic {

  private final DiscriminatorSpec spec;
  private final Torch torch;
  private final Discriminator network;
  private final AdversarialLoss loss;
  private final List<Augmentation> augmentations;
  private final Seeds seeds;
  private final Trained trained;

  Critic(DiscriminatorSpec spec, Discriminator network, Weights weights, Seeds seeds, Torch torch) {
    this.spec = spec;
    this.torch = torch;
    this.network = network;
    this.seeds = seeds;
    loss = Models.adversarialLoss(spec.loss());
    augmentations = spec.augmentation().stream().map(Models::augmentation).toList();
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

  /**
   * The generator's adversarial loss; the discriminator is frozen in it.
   *
   * @param step steps done before
   */
  NDArray judge(NDArray real, NDArray fake, int step) {
    trained.weights().requiresGradient(false);
    NDArray compared = loss.relative() ? logits(real, "real", step, Mode.FOLLOWING) : null;
    return loss.generator(torch.kernels(), compared, logits(fake, "fake", step, Mode.FOLLOWING));
  }

  /** The last features by place of images as they are, not augmented; nothing moves. */
  NDArray features(NDArray images) {
    return network.features(trained.weights(), images, Mode.FOLLOWING);
  }

  /**
   * One update on real and generated images, in separate passes.
   *
   * @param fake without history
   * @param step steps done before
   * @return whether losses and gradient were finite; if not, nothing has changed
   */
  boolean learn(NDArray real, NDArray fake, int step, double rateFactor, double clipNorm, Row row) {
    try (NDManager manager = real.getManager().newSubManager()) {
      KeptBuffers kept = new KeptBuffers(trained.weights(), manager);
      boolean finite = update(real, fake, step, rateFactor, clipNorm, row);
      if (!finite) {
        kept.putBack(torch, manager);
      }
      return finite;
    }
  }

  private boolean update(
      NDArray real, NDArray fake, int step, double rateFactor, double clipNorm, Row row) {
    trained.weights().requiresGradient(true);
    NDList gradients;
    double total;
    try (GradientScope scope = GradientScope.open(torch.kernels())) {
      NDArray objective = objective(scope, real, fake, step, row);
      total = objective.getFloat();
      gradients = scope.gradients(objective, trained.weights().trainableList());
    }
    return Double.isFinite(total)
        && Double.isFinite(trained.update(gradients, rateFactor, clipNorm));
  }

  private NDArray objective(GradientScope scope, NDArray real, NDArray fake, int step, Row row) {
    // As StyleGAN2: the penalty only now and then, by the images before their augmentation.
    boolean penalised = spec.r1Gamma() > 0 && (step + 1) % spec.r1Every() == 0;
    NDArray point = real;
    if (penalised) {
      point = real.duplicate();
      point.setRequiresGradient(true);
    }
    NDArray realLogits = logits(point, "real", step, Mode.TRAINING);
    NDArray fakeLogits = logits(fake, "fake", step, Mode.TRAINING);
    AdversarialLoss.Parts parts = loss.discriminator(torch.kernels(), realLogits, fakeLogits);
    row.put("l_d_real", parts.real());
    row.put("l_d_fake", parts.fake());
    row.put("out_d_real", realLogits.mean());
    row.put("out_d_fake", fakeLogits.mean());
    row.put("d_accuracy", loss.accuracy(torch.kernels(), realLogits, fakeLogits));
    NDArray objective = parts.real().add(parts.fake());
    if (!penalised) {
      if (spec.r1Gamma() > 0) {
        row.put("l_d_r1", 0); // what entered this step's loss; a gap would count as not finite
      }
      return objective;
    }
    double weight = spec.r1Gamma() / 2 * spec.r1Every();
    NDArray penalty = GradientPenalty.of(scope, torch.kernels(), realLogits, point, weight);
    row.put("l_d_r1", penalty);
    return objective.add(penalty);
  }

  private NDArray logits(NDArray images, String side, int step, Mode mode) {
    NDArray seen = images;
    for (Augmentation augmentation : augmentations) {
      seen = augmentation.of(torch.kernels(), seen, seeds.augmentation(side, step));
    }
    return network.logits(trained.weights(), seen, mode);
  }

  void save(RunState state) {
    trained.save(state);
    state.structure().put("discriminator", structure());
  }
}
