package io.chiral.asymmetry.panel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.chiral.messages.spec.DiscriminatorSpec;
import io.chiral.messages.spec.MetricSpec;
import io.chiral.messages.spec.OptimiserSpec;
import io.chiral.messages.spec.Registration;
import io.chiral.messages.spec.SettingSpec;
import io.chiral.messages.spec.StudySpec;
import io.chiral.testkit.PlantedStudy;
import java.util.List;
import org.junit.jupiter.api.Test;

class KinshipTest {

  private static final MetricSpec SSIM = new MetricSpec("ssim", "ssim", null, null, List.of());
  private static final MetricSpec MSE = new MetricSpec("mse", "mse", null, null, List.of());
  private static final MetricSpec VGG =
      new MetricSpec("vgg16-random", "dists", "vgg16", "random", List.of());

  @Test
  void aJudgeIsKinByFormAndByArchitecture() {
    assertThat(Kinship.kin(JudgeCatalogue.find("ssim-y"), SSIM)).isTrue();
    assertThat(Kinship.kin(JudgeCatalogue.find("psnr-rgb"), MSE)).isTrue();
    assertThat(Kinship.kin(JudgeCatalogue.find("lpips-vgg"), VGG)).isTrue();
    assertThat(Kinship.kin(JudgeCatalogue.find("dists"), VGG)).isTrue();
    assertThat(Kinship.kin(JudgeCatalogue.find("lpips-alex"), VGG)).isFalse();
    assertThat(Kinship.kin(JudgeCatalogue.find("gmsd"), SSIM)).isFalse();
    assertThat(Kinship.kin(JudgeCatalogue.find("niqe"), VGG)).isFalse();
  }

  @Test
  void aJudgeIsKinByTheOpinionsItWasTrainedOn() {
    MetricSpec published = new MetricSpec("dists", "dists", "vgg16", "published", List.of());
    MetricSpec lpips = new MetricSpec("lpips", "lpips", "alexnet", "published", List.of());
    JudgeTraits trained =
        new JudgeTraits("x", JudgeTraits.PERCEPTUAL, true, "nr", "swin-t", "kadid10k");

    assertThat(Kinship.kin(trained, published)).isTrue();
    assertThat(Kinship.kin(trained, VGG)).isFalse();
    assertThat(Kinship.kin(trained, lpips)).isFalse();
  }

  @Test
  void aJudgeThatIsOneOfTheMetricsJudgesNoneOfThem() {
    MetricSpec published = new MetricSpec("dists", "dists", "vgg16", "published", List.of());

    assertThat(Kinship.among(JudgeCatalogue.find("ssim-y"), List.of(MSE, SSIM))).isTrue();
    assertThat(Kinship.among(JudgeCatalogue.find("psnr-y"), List.of(MSE, SSIM))).isTrue();
    assertThat(Kinship.among(JudgeCatalogue.find("gmsd"), List.of(MSE, SSIM))).isFalse();
    assertThat(Kinship.among(JudgeCatalogue.find("dists"), List.of(published))).isTrue();
    assertThat(Kinship.among(JudgeCatalogue.find("dists"), List.of(VGG))).isFalse();
  }

  @Test
  void tellsTheKinOfEveryJudgeThatHasAny() {
    StudySpec spec =
        new PlantedStudy(1, PlantedStudy.all(1), PlantedStudy.all(0), PlantedStudy.all(0))
            .judgedBy("niqe", "ssim-y", "lpips-vgg")
            .spec();

    assertThat(Kinship.table(spec))
        .containsExactly(
            new Registration.Kin("ssim-y", PlantedStudy.METRICS, List.of()),
            new Registration.Kin(
                "lpips-vgg", List.of("vgg16-random", "vgg16-random-3"), List.of("patch-vgg16")));
    assertThat(Kinship.headlineJudges(spec)).extracting(JudgeTraits::id).containsExactly("niqe");
    assertThat(
            Kinship.headlineJudges(
                new PlantedStudy(1, PlantedStudy.all(1), PlantedStudy.all(0), PlantedStudy.all(0))
                    .judgedBy("psnr-y", "checkerboard")
                    .spec()))
        .as("the headline is perceptual")
        .isEmpty();
  }

  @Test
  void aJudgeIsKinToSettingsWhoseDiscriminatorHasItsBackbone() {
    OptimiserSpec adam = new OptimiserSpec(1e-4, 0.9, 0.99, 1e-8, 0);
    SettingSpec patch =
        new SettingSpec(
            "patch-vgg16",
            new DiscriminatorSpec("patch", "vgg16", "relu3_3", "random", "bce", 0.1, adam));
    SettingSpec none = new SettingSpec("none", null);
    assertThat(Kinship.kin(JudgeCatalogue.find("lpips-vgg"), List.of(none, patch))).isTrue();
    assertThat(Kinship.kin(JudgeCatalogue.find("lpips-vgg"), List.of(none))).isFalse();
    assertThat(Kinship.kin(JudgeCatalogue.find("niqe"), List.of(patch))).isFalse();
  }

  @Test
  void aTrainedAssessorIsKinByWhatItsIdSays() {
    JudgeTraits judge = JudgeCatalogue.find("nr-vgg16.0123456789abcdef");

    assertThat(judge.family()).isEqualTo(JudgeTraits.PERCEPTUAL);
    assertThat(judge.higherIsBetter()).isTrue();
    assertThat(Kinship.kin(judge, VGG)).isTrue();
    assertThat(Kinship.kin(JudgeCatalogue.find("nr-alexnet.0123456789abcdef"), VGG)).isFalse();
    assertThat(Kinship.kin(JudgeCatalogue.find("dists-alexnet.0123456789abcdef"), VGG)).isTrue();
    assertThat(JudgeCatalogue.knows("nr-vgg16.0123")).isFalse();
  }

  @Test
  void anUnknownJudgeIsNamedWithTheKnownOnes() {
    assertThatThrownBy(() -> JudgeCatalogue.find("nique"))
        .isInstanceOf(UnknownJudgeException.class)
        .hasMessageContaining("'nique'")
        .hasMessageContaining("niqe");
  }
}
