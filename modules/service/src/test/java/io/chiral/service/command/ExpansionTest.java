package io.chiral.service.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.chiral.messages.Codec;
import io.chiral.messages.spec.AssessSpec;
import io.chiral.messages.spec.CheckpointSource;
import io.chiral.messages.spec.EvaluateSpec;
import io.chiral.messages.spec.OptimiseSpec;
import io.chiral.messages.spec.StudySpec;
import io.chiral.messages.work.Cell.Role;
import io.chiral.service.command.Expansion.Planned;
import java.math.BigInteger;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ExpansionTest {
  private static final StudySpec SPEC =
      Specs.with(
          Specs.study(
              List.of(Specs.L1, Specs.SSIM, Specs.VGG),
              List.of(Specs.NONE, Specs.PATCH),
              List.of(1L, 2L),
              List.of(10, 20),
              3,
              null),
          Specs.training(30, 8, List.of(10, 20)),
          Specs.assessment(List.of(Specs.transfer("ssim", "patch"))),
          Specs.evaluation(List.of("gmsd")));
  private final List<Planned> runs = Expansion.of(new Codec(), "s", SPEC);

  private List<Planned> of(Role role) {
    return runs.stream().filter(run -> run.cell().role() == role).toList();
  }

  @Test
  void givesEveryCellItsRuns() {
    assertThat(of(Role.BASELINE)).hasSize(1);
    assertThat(of(Role.PRETRAINING)).hasSize(2);
    assertThat(of(Role.OBJECTIVE)).hasSize(12);
    assertThat(of(Role.EVALUATION)).hasSize(36);
    assertThat(of(Role.ASSESSOR)).hasSize(4); // the seed matters to the random backbone only
    assertThat(runs).extracting(Planned::run).doesNotHaveDuplicates();
  }

  @Test
  void aDiscriminatorsInitialisationWaitsForItsCell() {
    assertThat(of(Role.TRANSFER))
        .extracting(run -> run.cell().metric(), run -> run.cell().seed())
        .containsExactly(
            tuple("nr-vgg16-random", 1L),
            tuple("nr-vgg16-random", 2L),
            tuple("nr-vgg16-published", 1L),
            tuple("nr-vgg16-published", 2L),
            tuple("nr-vgg16-discriminator", 1L),
            tuple("nr-vgg16-discriminator", 2L));
    for (Planned run : of(Role.TRANSFER).subList(4, 6)) {
      Planned cell =
          of(Role.OBJECTIVE).stream()
              .filter(one -> "ssim".equals(one.cell().metric()))
              .filter(one -> "patch".equals(one.cell().setting()))
              .filter(one -> Objects.equals(one.cell().seed(), run.cell().seed()))
              .findFirst()
              .orElseThrow();
      assertThat(run.spec().from()).isEqualTo(CheckpointSource.milestone(cell.run(), 30));
      assertThat(run.cell().setting()).isEqualTo("patch");
      assertThat(run.cell().step()).isEqualTo(30);
    }
  }

  @Test
  void countsWithoutExpanding() {
    assertThat(Expansion.count(SPEC)).isEqualTo(BigInteger.valueOf(runs.size()));
  }

  @Test
  void namesSourcesBeforeThoseThatStartFromThem() {
    Set<String> seen = new HashSet<>();
    for (Planned run : runs) {
      CheckpointSource from = run.spec().from();
      if (from != null) {
        assertThat(seen).contains(from.run());
      }
      seen.add(run.run());
    }
  }

  @Test
  void startsAllCellsOfASeedFromOnePretraining() {
    for (Planned pretraining : of(Role.PRETRAINING)) {
      assertThat(
              of(Role.OBJECTIVE).stream()
                  .filter(run -> Objects.equals(pretraining.cell().seed(), run.cell().seed())))
          .hasSize(6)
          .allMatch(
              run -> CheckpointSource.milestone(pretraining.run(), 10).equals(run.spec().from()));
    }
  }

  @Test
  void trainsTheMetricFairlyWithAllMilestones() {
    OptimiseSpec run = (OptimiseSpec) of(Role.OBJECTIVE).get(0).spec();

    assertThat(run.fidelity()).isEqualTo(Specs.L1);
    assertThat(run.fidelityWeight()).isNull();
    assertThat(run.fairScale()).isEqualTo(0.5);
    assertThat(run.milestones()).containsExactly(10, 20, 30);
  }

  @Test
  void evaluatesTheMovingAverage() {
    EvaluateSpec evaluated = (EvaluateSpec) of(Role.EVALUATION).get(0).spec();
    EvaluateSpec baseline = (EvaluateSpec) of(Role.BASELINE).get(0).spec();

    assertThat(evaluated.ema()).isTrue();
    assertThat(evaluated.judgeTrainSet()).isEqualTo("train");
    assertThat(baseline.from()).isNull();
    assertThat(baseline.ema()).isFalse();
  }

  @Test
  void onlyScoresAMetricWithoutParameters() {
    assertThat(of(Role.ASSESSOR))
        .extracting(run -> ((AssessSpec) run.spec()).stepsPerSplit())
        .containsExactly(1, 1, 20, 20);
  }
}
