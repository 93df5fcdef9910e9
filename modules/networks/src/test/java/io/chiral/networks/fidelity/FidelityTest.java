package io.chiral.networks.fidelity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.chiral.networks.Golden;
import io.chiral.networks.torch.GradientScope;
import io.chiral.networks.torch.Precision;
import io.chiral.networks.torch.Torch;
import io.chiral.networks.weights.Weights;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class FidelityTest {

  @RegisterExtension static final Torch TORCH = new Torch();

  /** Built where the kernels are, inside a test. */
  private enum Kind {
    L1,
    MSE,
    SSIM,
    MS_SSIM,
    GMSD,
    DISTS;

    FidelityMetric metric() {
      return switch (this) {
        case L1 -> ClassicalMetric.l1(TORCH.kernels());
        case MSE -> ClassicalMetric.mse(TORCH.kernels());
        case SSIM -> ClassicalMetric.ssim(TORCH.kernels());
        case MS_SSIM -> ClassicalMetric.msSsim(TORCH.kernels());
        case GMSD -> ClassicalMetric.gmsd(TORCH.kernels());
        case DISTS -> Dists.vgg16(List.of(0, 1, 2), TORCH.kernels(), Precision.FLOAT32);
      };
    }

    int side() {
      return this == MS_SSIM ? 161 : 16;
    }
  }

  static Stream<Kind> kinds() {
    return Stream.of(Kind.values());
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void isZeroForEqualImagesAndGrowsWithTheError(Kind kind) {
    FidelityMetric metric = kind.metric();
    Weights weights = metric.parameters().initialise(TORCH.manager(), 1);
    NDArray reference = Golden.image(TORCH.manager(), 1, 2, kind.side(), kind.side());
    NDArray noise = Golden.noise(TORCH.manager(), 2, -1, 1, 2, 3, kind.side(), kind.side());

    NDArray same = metric.perImage(weights, reference, reference);
    float little = metric.loss(weights, reference.add(noise.mul(0.05)), reference).getFloat();
    float much = metric.loss(weights, reference.add(noise.mul(0.2)), reference).getFloat();

    assertThat(same.getShape()).isEqualTo(new Shape(2));
    // Rounding of E[xy] − μxμy against the variance.
    assertThat(same.abs().max().getFloat()).isCloseTo(0, within(1e-4f));
    assertThat(little).isPositive().isLessThan(much);
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void theGradientNormIsMeasuredWithoutTraces(Kind kind) {
    FidelityMetric metric = kind.metric();
    Weights weights = metric.parameters().initialise(TORCH.manager(), 1);
    NDArray reference = Golden.image(TORCH.manager(), 1, 2, kind.side(), kind.side());
    NDArray output = Golden.image(TORCH.manager(), 3, 2, kind.side(), kind.side());
    int before = TORCH.manager().getManagedArrays().size();
    double first;
    double second;

    try (GradientScope scope = GradientScope.open(TORCH.kernels())) {
      first = metric.gradientNormAtOutput(scope, weights, output, reference);
      second = metric.gradientNormAtOutput(scope, weights, output, reference);
    }

    assertThat(first).isPositive().isEqualTo(second);
    if (kind == Kind.L1) {
      // Every element's gradient is ±1/n.
      assertThat(first).isCloseTo(1 / Math.sqrt(output.size()), within(1e-6));
    }
    assertThat(output.hasGradient()).isFalse();
    assertThat(TORCH.manager().getManagedArrays()).hasSize(before);
  }

  @Test
  void distanceFromStoredSimilaritiesIsTheDistance() {
    Dists dists = Dists.vgg16(List.of(0, 1, 2), TORCH.kernels(), Precision.FLOAT32);
    Weights weights = dists.parameters().initialise(TORCH.manager(), 1);
    NDArray x = Golden.image(TORCH.manager(), 1, 2, 16, 16);
    NDArray y = Golden.image(TORCH.manager(), 2, 2, 16, 16);

    NDArray similarities = dists.similarities(weights, x, y);

    assertThat(similarities.getShape()).isEqualTo(new Shape(2, 2, 3 + 64 + 128));
    assertThat(dists.distance(weights, similarities)).isEqualTo(dists.perImage(weights, x, y));
  }

  @Test
  void aHundredCallsLeaveNothing() {
    Dists dists = Dists.vgg16(List.of(0, 1), TORCH.kernels(), Precision.FLOAT32);
    Weights weights = dists.parameters().initialise(TORCH.manager(), 1);
    NDArray x = Golden.image(TORCH.manager(), 1, 1, 4, 4);
    int before = TORCH.manager().getManagedArrays().size();
    int weightsBefore = weights.manager().getManagedArrays().size();

    try (NDManager scope = TORCH.manager().newSubManager()) {
      for (int i = 0; i < 100; i++) {
        dists.loss(weights, x, x).close();
      }
      assertThat(scope.getManagedArrays()).isEmpty();
    }

    assertThat(TORCH.manager().getManagedArrays()).hasSize(before);
    assertThat(weights.manager().getManagedArrays()).hasSize(weightsBefore);
  }

  @ParameterizedTest
  @EnumSource(names = {"SSIM", "MS_SSIM", "GMSD"})
  void theGradientIsTheNumericOne(Kind kind) {
    FidelityMetric metric = kind.metric();
    Weights none = metric.parameters().initialise(TORCH.manager(), 1);
    NDArray reference = Golden.image(TORCH.manager(), 1, 1, kind.side(), kind.side());
    // Images in common, since MS-SSIM has a kink where contrasts are unrelated.
    NDArray other = Golden.image(TORCH.manager(), 3, 1, kind.side(), kind.side());
    NDArray output = reference.add(other).mul(0.5);
    output.setRequiresGradient(true);
    NDArray gradient;
    try (GradientScope scope = GradientScope.open(TORCH.kernels())) {
      NDArray loss = metric.loss(none, output, reference);
      gradient = scope.gradients(loss, List.of(output)).singletonOrThrow();
    }

    double norm = gradient.norm().getFloat();
    NDArray step = gradient.mul((float) (0.02 / norm));
    float above = metric.loss(none, output.stopGradient().add(step), reference).getFloat();
    float below = metric.loss(none, output.stopGradient().sub(step), reference).getFloat();

    assertThat((above - below) / 0.04).isCloseTo(norm, withinPercentage(2));
  }

  @Test
  void gradientsAreFiniteWhereRootsAndPowersHaveNone() {
    for (FidelityMetric metric :
        List.of(ClassicalMetric.msSsim(TORCH.kernels()), ClassicalMetric.gmsd(TORCH.kernels()))) {
      Weights none = metric.parameters().initialise(TORCH.manager(), 0);
      NDArray reference = Golden.image(TORCH.manager(), 1, 1, 161, 161);
      NDArray flat = TORCH.manager().full(reference.getShape(), 0.5f);
      for (NDArray output : List.of(reference.duplicate(), reference.neg().add(1), flat)) {
        try (GradientScope scope = GradientScope.open(TORCH.kernels())) {
          assertThat(metric.gradientNormAtOutput(scope, none, output, reference)).isFinite();
        }
      }
    }
  }

  @Test
  void refusesWhatItCannotCompare() {
    FidelityMetric ssim = ClassicalMetric.ssim(TORCH.kernels());
    Weights none = ssim.parameters().initialise(TORCH.manager(), 0);
    NDArray small = Golden.image(TORCH.manager(), 1, 1, 10, 16);
    NDArray other = Golden.image(TORCH.manager(), 1, 1, 16, 16);

    assertThatThrownBy(() -> ssim.perImage(none, small, small))
        .hasMessageContaining("at least 11")
        .hasMessageContaining("(1, 3, 10, 16)");
    FidelityMetric msSsim = ClassicalMetric.msSsim(TORCH.kernels());
    assertThatThrownBy(() -> msSsim.perImage(none, other, other))
        .hasMessageContaining("at least 161");
    assertThatThrownBy(() -> ssim.perImage(none, small, other))
        .hasMessageContaining("equal shapes");
    assertThatThrownBy(() -> Dists.vgg16(List.of(6), TORCH.kernels(), Precision.FLOAT32))
        .hasMessageContaining("[6]");
  }
}
