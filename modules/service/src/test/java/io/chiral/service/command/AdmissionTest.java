package io.chiral.service.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.chiral.messages.spec.AssessSpec;
import io.chiral.messages.spec.DiscriminatorSpec;
import io.chiral.messages.spec.GeneratorSpec;
import io.chiral.messages.spec.LearningSpec;
import io.chiral.messages.spec.MetricSpec;
import io.chiral.messages.spec.SettingSpec;
import io.chiral.messages.spec.StudySpec;
import io.chiral.messages.spec.StudySpec.Evaluation;
import io.chiral.messages.spec.TransferSpec;
import io.chiral.messages.state.Rejection.Code;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class AdmissionTest {
  private final Admission admission = new Admission(Specs.CATALOGUE, 10_000);

  private Violation only(StudySpec spec) {
    List<Violation> violations = admission.check("/spec", spec);
    assertThat(violations).hasSize(1);
    return violations.get(0);
  }

  private static StudySpec evaluated(Evaluation evaluation) {
    return Specs.with(Specs.small(), Specs.small().training(), null, evaluation);
  }

  @Test
  void admitsWhatIsPossible() {
    assertThat(admission.check("/spec", Specs.small())).isEmpty();
  }

  @Test
  void refusesABillionRunsWithoutExpandingThem() {
    List<MetricSpec> metrics =
        IntStream.range(0, 1000)
            .mapToObj(i -> new MetricSpec("m" + i, "l1", null, null, List.of()))
            .toList();
    List<Long> seeds = LongStream.range(0, 1_000_000).boxed().toList();

    Violation violation =
        only(Specs.study(metrics, List.of(Specs.NONE), seeds, List.of(), 0, null));

    assertThat(violation.place()).isEqualTo("/spec");
    assertThat(violation.message()).contains("2001000001 runs").contains("10000");
  }

  @Test
  void refusesAnEmptyGrid() {
    Violation violation =
        only(Specs.study(List.of(Specs.L1), List.of(), List.of(1L), List.of(), 0, null));

    assertThat(violation.place()).isEqualTo("/spec/settings");
  }

  @Test
  void refusesRepeatedSeeds() {
    Violation violation =
        only(
            Specs.study(
                List.of(Specs.L1), List.of(Specs.NONE), List.of(1L, 2L, 1L), List.of(), 0, null));

    assertThat(violation.place()).isEqualTo("/spec/seeds/2");
    assertThat(violation.message()).isEqualTo("seed 1 appears twice");
  }

  @Test
  void refusesTestPhotographsThatTaught() {
    Violation violation = only(evaluated(new Evaluation("train", 6, null, List.of("gmsd"), 0)));

    assertThat(violation.place()).isEqualTo("/spec/evaluation/testSet");
    assertThat(violation.message())
        .contains("'train' and the training set 'train' show the same photographs")
        .contains("a.png and a.png are the same file");
  }

  @Test
  void namesAnUnknownDataSetAndTheKnownOnes() {
    Violation violation =
        only(Specs.withGenerator(Specs.small(), Specs.small().generator(), "moon"));

    assertThat(violation.code()).isEqualTo(Code.UNKNOWN_REFERENCE);
    assertThat(violation.place()).isEqualTo("/spec/trainSet");
    assertThat(violation.message()).contains("'moon'").contains("train").contains("test");
  }

  @Test
  void refusesAScaleThatTheGeneratorLacks() {
    StudySpec spec =
        Specs.withGenerator(
            Specs.small(), new GeneratorSpec("swinir", "tiny", 3, "published"), "train");

    List<Violation> violations = admission.check("/spec", spec);

    assertThat(violations)
        .extracting(Violation::place)
        .containsExactly("/spec/generator", "/spec/evaluation/crop");
    assertThat(violations.get(0).message()).contains("scale 3");
  }

  @Test
  void refusesAPatchThatTheWindowDoesNotDivide() {
    StudySpec spec =
        Specs.with(
            Specs.small(), Specs.training(30, 10, List.of()), null, Specs.small().evaluation());

    assertThat(only(spec).message())
        .isEqualTo("patch 10 must be a multiple of the window 4 of 'tiny'");
  }

  @Test
  void refusesEvaluationAfterTheEnd() {
    StudySpec spec =
        Specs.with(
            Specs.small(),
            Specs.training(30, 8, List.of(10, 40)),
            null,
            Specs.small().evaluation());

    assertThat(only(spec).place()).isEqualTo("/spec/training/evaluateAt/1");
  }

  @Test
  void refusesMoreImagesThanThereAre() {
    assertThat(only(evaluated(new Evaluation("test", 9, null, List.of("gmsd"), 0))).message())
        .isEqualTo("9 images are asked for, data set 'test' has 8");
  }

  @Test
  void refusesAPanelThatIsKinToEveryPair() {
    StudySpec spec =
        Specs.study(
            List.of(Specs.L1, Specs.SSIM), List.of(Specs.NONE), List.of(1L), List.of(), 0, null);
    StudySpec kin =
        Specs.with(
            spec, spec.training(), null, new Evaluation("test", 6, 128, List.of("ssim-y"), 0));

    assertThat(only(kin).place()).isEqualTo("/spec/evaluation/judges");
  }

  @Test
  void takesATrainedAssessorWhoseCheckpointIsThere() {
    String there = "nr-alexnet.0123456789abcdef";
    String absent = "nr-alexnet.fedcba9876543210";

    StudySpec judged = evaluated(new Evaluation("test", 6, null, List.of("gmsd", there), 0));
    assertThat(admission.check("/spec", judged)).isEmpty();
    assertThat(
            only(evaluated(new Evaluation("test", 6, null, List.of("gmsd", absent), 0))).message())
        .contains("no checkpoint fedcba9876543210");
  }

  @Test
  void saysThatTheStoreIsAwayAndTakesTheCommandLater() {
    Admission storeless = new Admission(Specs.STORELESS_CATALOGUE, Limits.RUNS);
    StudySpec judged =
        evaluated(
            new Evaluation("test", 6, null, List.of("gmsd", "nr-alexnet.0123456789abcdef"), 0));

    assertThat(storeless.check("/spec", judged))
        .singleElement()
        .satisfies(
            refused ->
                assertThat(refused.message())
                    .contains("can't be asked for checkpoint 0123456789abcdef")
                    .contains("send the command again later (can't list /store)"));
  }

  @Test
  void refusesToCompareWithReferencesThatATableLacks() {
    AssessSpec assess =
        new AssessSpec(
            Specs.L1, "alone", 10, 0.3, 1, 4, Specs.ADAM, true, LearningSpec.STANDARD, 7, 7, null);

    assertThat(admission.check("/run", assess))
        .singleElement()
        .satisfies(
            refused -> {
              assertThat(refused.place()).isEqualTo("/run/benchmark");
              assertThat(refused.message()).contains("'alone' has images without references");
            });
  }

  @Test
  void namesAnUnknownJudge() {
    assertThat(
            only(evaluated(new Evaluation("test", 6, null, List.of("gmsd", "oracle"), 0))).place())
        .isEqualTo("/spec/evaluation/judges/1");
  }

  @Test
  void refusesAnAssessorThatNothingIsLeftToTrainOf() {
    LearningSpec learning = new LearningSpec("mse", 0, null, 3, false, 0.8, 10);
    AssessSpec assess =
        new AssessSpec(Specs.L1, "proxy", 10, 0.3, 1, 4, Specs.ADAM, true, learning, 7, 7, null);

    assertThat(admission.check("/run", assess))
        .extracting(Violation::place)
        .containsExactly("/run/learning/validationShare", "/run/learning/crops");
  }

  @Test
  void refusesAbsentWeightsWithTheCommandThatGetsThem() {
    MetricSpec there = new MetricSpec("a", "dists", "alexnet", "published", List.of());
    MetricSpec absent = new MetricSpec("b", "dists", "vgg16", "published", List.of(1));

    Violation violation =
        only(
            Specs.study(
                List.of(there, absent), List.of(Specs.NONE), List.of(1L), List.of(), 0, null));

    assertThat(violation.code()).isEqualTo(Code.IMPOSSIBLE);
    assertThat(violation.place()).isEqualTo("/spec/metrics/1/initialisation");
    assertThat(violation.message())
        .contains("weights vgg16 are not installed")
        .contains("chiral weights pull vgg16")
        .contains("chiral weights import vgg16 FILE");
  }

  @Test
  void refusesATransferWhoseDiscriminatorNobodyTrains() {
    StudySpec spec =
        Specs.with(
            Specs.small(),
            Specs.small().training(),
            Specs.assessment(List.of(Specs.transfer("ssim", "none"))),
            Specs.small().evaluation());

    assertThat(admission.check("/spec", spec))
        .extracting(Violation::place)
        .containsExactly(
            "/spec/assessment/transfers/0/objective",
            "/spec/assessment/transfers/0/setting",
            "/spec/assessment/transfers/0/initialisations/1");
  }

  @Test
  void refusesNetworksThatThereAreNot() {
    MetricSpec deep = new MetricSpec("deep", "dists", "squeezenet", "random", List.of(0, 9));
    SettingSpec cut =
        new SettingSpec(
            "cut",
            new DiscriminatorSpec("patch", "vgg16", "nope", "random", "bce", 0.1, Specs.ADAM));
    SettingSpec uNet =
        new SettingSpec(
            "unet",
            new DiscriminatorSpec("vanilla", "unet", null, "random", "bce", 0.1, Specs.ADAM));
    StudySpec spec =
        Specs.study(
            List.of(Specs.L1, deep),
            List.of(Specs.NONE, cut, uNet),
            List.of(1L),
            List.of(),
            0,
            null);

    assertThat(admission.check("/spec", spec))
        .extracting(violation -> violation.place() + " " + violation.message())
        .satisfiesExactly(
            first ->
                assertThat(first)
                    .isEqualTo(
                        "/spec/metrics/1 metric deep: DISTS on squeezenet takes stages of 0 to 7,"
                            + " not [0, 9]"),
            second ->
                assertThat(second)
                    .startsWith("/spec/settings/1/discriminator discriminator: ")
                    .contains("relu1_1 to relu5_3", "nope"),
            third ->
                assertThat(third)
                    .startsWith("/spec/settings/2/discriminator discriminator unet is of level"));
    assertThat(
            admission.check(
                "/run",
                new AssessSpec(
                    deep,
                    "proxy",
                    10,
                    0.3,
                    1,
                    4,
                    Specs.ADAM,
                    true,
                    LearningSpec.STANDARD,
                    7,
                    7,
                    null)))
        .extracting(Violation::place)
        .contains("/run/metric");
  }

  @Test
  void refusesPatchesThatMsSsimDoesNotFit() {
    MetricSpec large = new MetricSpec("large", "ms-ssim", null, null, List.of());
    StudySpec spec =
        Specs.with(
            Specs.study(
                List.of(Specs.L1, large), List.of(Specs.NONE), List.of(1L), List.of(), 0, null),
            Specs.training(30, 40, List.of()),
            null,
            Specs.evaluation(List.of("gmsd", "niqe")));

    assertThat(only(spec).message())
        .isEqualTo(
            "metric 'large' (ms-ssim) takes images of at least 161 pixels a side, patch 40 at scale"
                + " 4 has 160");
    assertThat(
            admission.check(
                "/spec",
                Specs.with(spec, Specs.training(30, 44, List.of()), null, spec.evaluation())))
        .isEmpty();
  }

  @Test
  void refusesAFullReferenceTransferWithoutReferences() {
    TransferSpec transfer =
        new TransferSpec(
            "fr-alexnet",
            "dists",
            "alexnet",
            List.of(),
            List.of("random", "published"),
            null,
            null,
            List.of("proxy", "alone"),
            20,
            4,
            Specs.ADAM,
            true,
            LearningSpec.STANDARD);
    StudySpec spec =
        Specs.with(
            Specs.small(),
            Specs.small().training(),
            Specs.assessment(List.of(transfer)),
            Specs.small().evaluation());

    Violation violation = only(spec);
    assertThat(violation.place()).isEqualTo("/spec/assessment/transfers/0/benchmarks/1");
    assertThat(violation.message()).contains("'alone' has images without references");
  }

  @Test
  void saysEverythingAtOnce() {
    List<Violation> violations =
        admission.check("/spec", evaluated(new Evaluation("moon", 6, 127, List.of("oracle"), 7)));

    assertThat(Violation.joined(violations).message())
        .contains("/spec/evaluation/testSet: ")
        .contains("/spec/evaluation/crop: ")
        .contains("/spec/evaluation/tiles: ")
        .contains("/spec/evaluation/judges/0: ");
  }
}
