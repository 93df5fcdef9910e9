package io.chiral.training.optimise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import io.chiral.imagery.Image;
import io.chiral.imagery.metric.Checkerboard;
import io.chiral.messages.spec.DiscriminatorSpec;
import io.chiral.messages.spec.MetricSpec;
import io.chiral.messages.spec.OptimiserSpec;
import io.chiral.networks.discriminator.Discriminator;
import io.chiral.networks.fidelity.Dists;
import io.chiral.networks.fidelity.Dists.Part;
import io.chiral.networks.published.WeightsFolder;
import io.chiral.networks.torch.GradientScope;
import io.chiral.networks.torch.Precision;
import io.chiral.networks.weights.Weights;
import io.chiral.training.Torch;
import io.chiral.training.model.FirstWeights;
import io.chiral.training.model.Models;
import io.chiral.training.random.Seeds;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Norms and angles against differences of the losses themselves. */
@SuppressWarnings("NullAway.Init") // set before each test
class DiagnoserTest {

  private static final double PIXEL_WEIGHT = 0.3;
  private static final double FIDELITY_WEIGHT = 0.7;
  private static final double REACH = 0.01;

  private Torch torch;
  private Fidelity fidelity;
  private Objective objective;
  private Diagnoser diagnoser;
  private NDArray output;
  private NDArray reference;

  @BeforeEach
  void start() {
    torch = Torch.start(1);
    MetricSpec vgg = new MetricSpec("vgg", "dists", "vgg16", "random", List.of(0, 1, 2));
    FirstWeights first = new FirstWeights(new WeightsFolder(Path.of("none")), torch.manager());
    fidelity = new Fidelity(vgg, new Seeds(5), torch, first, Precision.FLOAT32);
    Critic critic = critic();
    objective = new Objective(PIXEL_WEIGHT, fidelity, FIDELITY_WEIGHT, critic, torch);
    diagnoser = new Diagnoser(objective, fidelity, critic, 4, torch);
    reference = wave(0.7f, 0.4f);
    output = reference.add(wave(1.3f, 0).mul(0.3f));
  }

  @AfterEach
  void close() {
    torch.close();
  }

  private Critic critic() {
    OptimiserSpec adam = new OptimiserSpec(1e-3, 0.9, 0.99, 1e-8, 0);
    DiscriminatorSpec spec =
        new DiscriminatorSpec(
            "patch", "patchgan", null, "random", "lsgan", 0.1, 0, 1, List.of("color"), adam);
    Discriminator network = Models.discriminator(spec, torch.kernels(), Precision.FLOAT32);
    Weights weights = network.parameters().initialise(torch.manager(), 3);
    return new Critic(spec, network, weights, new Seeds(5), torch);
  }

  @Test
  void normsAndCosineAreTheLossesOwnSlopes() {
    Map<String, Double> row = diagnoser.of(output, reference, 4).values();

    for (String name : List.of(Objective.FIDELITY, Objective.ADVERSARIAL)) {
      Objective.Term term = term(name);
      double slope = term.weight() * slope(term, direction(name));
      assertThat(row.get("grad_norm_" + name)).as(name).isCloseTo(slope, withinPercentage(1));
    }
    // Each element's slope of the mean absolute error is ±1/n.
    double pixel = PIXEL_WEIGHT / Math.sqrt(output.size());
    assertThat(row.get("grad_norm_pix")).isCloseTo(pixel, withinPercentage(0.01));
    Objective.Term adversarial = term(Objective.ADVERSARIAL);
    double along = adversarial.weight() * slope(adversarial, direction(Objective.FIDELITY));
    double expected = along / value(row, "grad_norm_gan");
    assertThat(value(row, "grad_cosine")).isCloseTo(expected, within(0.01));
  }

  @Test
  void sharesAreThoseOfThePartsNorms() {
    Map<String, Double> row = diagnoser.of(output, reference, 4).values();
    Dists dists = (Dists) fidelity.metric();
    double s1 = norm(dists, part -> part.s1());
    double s2 = norm(dists, part -> part.s2());
    double[] stages = new double[3];
    for (int stage = 0; stage < 3; stage++) {
      int wanted = stage;
      stages[stage] = norm(dists, part -> part.stage() == wanted ? part.s1().add(part.s2()) : null);
    }

    assertThat(value(row, "fid_share_s1")).isCloseTo(s1 / (s1 + s2), within(1e-4));
    assertThat(value(row, "fid_share_s2")).isCloseTo(s2 / (s1 + s2), within(1e-4));
    for (int stage = 0; stage < 3; stage++) {
      assertThat(value(row, "fid_share_stage" + stage))
          .isCloseTo(stages[stage] / Arrays.stream(stages).sum(), within(1e-4));
    }
  }

  /** Of the gradient of what is wanted of each part, each by a graph of its own. */
  private double norm(Dists dists, Function<Part, @Nullable NDArray> wanted) {
    NDArray sum = torch.manager().zeros(output.getShape());
    for (int i = 0; i < 3; i++) {
      NDArray point = output.duplicate();
      point.setRequiresGradient(true);
      try (GradientScope scope = GradientScope.open(torch.kernels())) {
        List<NDArray> x = dists.taps(fidelity.weights(), point, torch.manager());
        List<NDArray> y = dists.taps(fidelity.weights(), reference, torch.manager());
        Part part = dists.parts(fidelity.weights(), x, y, torch.manager()).get(i);
        NDArray scalar = wanted.apply(part);
        if (scalar != null) {
          sum = sum.add(scope.gradients(scalar, List.of(point)).singletonOrThrow());
        }
      }
    }
    return sum.norm().getFloat();
  }

  @Test
  void equalImagesFlipNoSignAndHaveNoShares() {
    Map<String, Double> row = diagnoser.of(reference, reference.duplicate(), 4).values();

    assertThat(row.get("sign_flips")).isZero();
    assertThat(row.get("fid_sign_flips")).isZero();
    assertThat(diagnoser.of(output, reference, 4).values().get("sign_flips")).isPositive();
  }

  @Test
  void theSameIsToldAgainAndNothingIsLeft() {
    Map<String, Double> once = diagnoser.of(output, reference, 4).values();
    int arrays = torch.manager().getManagedArrays().size();
    Map<String, Double> again = diagnoser.of(output, reference, 4).values();

    assertThat(again).isEqualTo(once);
    assertThat(torch.manager().getManagedArrays()).hasSize(arrays);
    assertThat(output.hasGradient()).isFalse();
  }

  @Test
  void marginAndAccuracyAreTheStepsOwn() {
    Row step = new Row();
    step.put("out_d_real", 0.5);
    step.put("out_d_fake", -0.25);
    step.put("d_accuracy", 0.75);

    assertThat(Diagnoser.withCritic(new Row(), step).values())
        .isEqualTo(Map.of("d_margin", 0.75, "d_accuracy", 0.75));
    assertThat(Diagnoser.withCritic(new Row(), new Row()).values()).isEmpty();
  }

  @Test
  void theCheckerboardIsTheJudgesOnTheSamePicture() {
    Shape shape = new Shape(1, 3, 48, 64);
    NDArray picture = torch.manager().arange(3 * 48 * 64).mul(0.37f).sin().mul(0.2f).add(0.5f);
    NDArray truth = picture.reshape(shape);
    NDArray lattice = torch.manager().arange(48 * 64).mod(4).lt(1).toType(DataType.FLOAT32, true);
    NDArray seen = truth.add(lattice.mul(0.1f).reshape(new Shape(1, 1, 48, 64)));
    double told = value(diagnoser.of(seen, truth, 0).values(), "checkerboard");

    double judged = new Checkerboard(4, 0).score(image(truth), image(seen));
    assertThat(told).isGreaterThan(0.5).isEqualTo(judged);
    NDArray small = reference.get(":, :, :28");
    assertThat(Lattice.ofScale(4).fits(small)).isFalse();
    assertThat(Lattice.ofScale(3).fits(small)).isTrue();
  }

  private static Image image(NDArray picture) {
    return Image.of(64, 48, 3, picture.toFloatArray());
  }

  private static double value(Map<String, Double> row, String name) {
    Double value = row.get(name);
    assertThat(value).as(name).isNotNull();
    return value == null ? Double.NaN : value;
  }

  private Objective.Term term(String name) {
    return objective.terms().stream().filter(t -> t.name().equals(name)).findFirst().orElseThrow();
  }

  /** The loss's gradient, scaled to length 1. */
  private NDArray direction(String name) {
    NDArray point = output.duplicate();
    point.setRequiresGradient(true);
    try (GradientScope scope = GradientScope.open(torch.kernels())) {
      NDArray loss = term(name).loss().of(point, reference, 4);
      NDArray gradient = scope.gradients(loss, List.of(point)).singletonOrThrow();
      return gradient.div(gradient.norm());
    }
  }

  /** Central difference of the loss along a direction of length 1. */
  private double slope(Objective.Term term, NDArray direction) {
    float after = term.loss().of(output.add(direction.mul(REACH)), reference, 4).getFloat();
    float before = term.loss().of(output.sub(direction.mul(REACH)), reference, 4).getFloat();
    return ((double) after - before) / (2 * REACH);
  }

  private NDArray wave(float frequency, float centre) {
    NDArray wave = torch.manager().arange(2 * 3 * 32 * 32).mul(frequency).sin().mul(0.2f);
    return wave.add(centre).reshape(new Shape(2, 3, 32, 32));
  }
}
