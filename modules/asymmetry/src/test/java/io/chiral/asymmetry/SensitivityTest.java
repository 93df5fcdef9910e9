package io.chiral.asymmetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.chiral.messages.event.MetricEvent;
import io.chiral.messages.report.AsOf;
import io.chiral.messages.report.AsymmetryReport;
import io.chiral.messages.report.Figure;
import io.chiral.messages.report.Protocol.FairWeight;
import io.chiral.testkit.PlantedStudy;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class SensitivityTest {
  private static final double[] RISING = {0.7, 1.2, 2, 4};
  private static final double[] UP = {-1.5, -0.5, 0.5, 1.5};
  private static final double[] DOWN = {1.5, 0.5, -0.5, -1.5};

  /** The discriminator reverses the order at fidelity weight 1; at ½ it is reversed anyway. */
  private static final AsymmetryReport REPORT = report();

  private static AsymmetryReport report() {
    StudyFold fold = new StudyFold(PlantedStudy.ID);
    for (MetricEvent event :
        new PlantedStudy(1, RISING, UP, DOWN)
            .images(12)
            .contents(15)
            .sensitivity(0.5, DOWN, DOWN)
            .events()) {
      fold.apply(event);
    }
    return fold.report(new AsOf(0, 0), Instant.EPOCH, "test");
  }

  private static Figure amplification(String setting) {
    return REPORT.settings().stream()
        .filter(report -> report.id().equals(setting))
        .findFirst()
        .orElseThrow()
        .amplification();
  }

  @Test
  void comparesASettingWithNoDiscriminatorAtItsOwnFidelityWeight() {
    assertThat(amplification("patch-vgg16").value()).isEqualTo(1);
    assertThat(amplification("patch-vgg16-f0.5").value()).isZero();
    assertThat(amplification("patch-vgg16-f0.5").high()).isZero();
  }

  @Test
  void comparesNoSettingWithoutDiscriminatorWithAnother() {
    assertThat(amplification("none").value()).isNull();
    assertThat(amplification("none-f0.5").reason())
        .isEqualTo("other settings are compared with this one");
  }

  @Test
  void saysAtWhichFactorAFairWeightWasMeasured() {
    assertThat(REPORT.protocol().fairWeights())
        .filteredOn(weight -> weight.metric().equals("ssim"))
        .extracting(FairWeight::fidelityScale, FairWeight::seed)
        .containsExactly(tuple(0.5, 1L), tuple(0.5, 2L), tuple(1.0, 1L), tuple(1.0, 2L));
  }
}
