package io.chiral.load.statistics;

import io.chiral.load.synthetic.Ladder;
import io.chiral.load.synthetic.Scores;
import io.chiral.load.synthetic.SyntheticStudy;
import io.chiral.messages.Codec;
import io.chiral.messages.spec.StudySpec;
import io.chiral.messages.spec.StudySpec.Assessment;
import io.chiral.messages.spec.StudySpec.Evaluation;
import io.chiral.messages.spec.StudySpec.Training;
import io.chiral.messages.work.Cell;
import io.chiral.service.demo.Preset;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;

/** The studies that are timed and weighed, with scores from a seeded generator. */
final class Made {

  /** Of the table that the issue asks for: five benchmarks of 2,000 items. */
  private static final int BENCHMARKS = 5;

  private static final int CONTENTS = 25;
  private static final int TYPES = 16;
  private static final int LEVELS = 5;

  private Made() {}

  /** The preset paper as it is. */
  static StudySpec paper() {
    return Preset.of("paper", Preset.SHIPPED, List.of(), new Codec()).command().spec();
  }

  /**
   * Of the paper's grid 6 metrics × 7 settings × 3 seeds at the last step, 100 test images × 6
   * judges, 5 benchmarks of 2,000 items in 10 splits; no sweep, no transfers.
   */
  static StudySpec grid() {
    StudySpec paper = paper();
    Training training = paper.training();
    Assessment assessment = Objects.requireNonNull(paper.assessment());
    return new StudySpec(
        paper.title(),
        paper.notice(),
        paper.generator(),
        paper.trainSet(),
        paper.metrics(),
        paper.settings(),
        List.of(0L, 1L, 2L),
        paper.pretraining(),
        new Training(
            training.steps(),
            training.patch(),
            training.batch(),
            training.pixelWeight(),
            training.weights(),
            training.fidelityWeight(),
            training.optimiser(),
            training.schedule(),
            training.emaDecay(),
            training.clipNorm(),
            training.precision(),
            List.of(),
            training.logEvery(),
            training.degradation(),
            null),
        new Assessment(
            ladders().stream().map(Ladder::id).toList(),
            assessment.splits(),
            assessment.testShare(),
            assessment.stepsPerSplit(),
            assessment.batch(),
            assessment.optimiser(),
            assessment.backboneFrozen(),
            assessment.learning(),
            assessment.splitSeed(),
            List.of()),
        new Evaluation(
            "made",
            100,
            null,
            List.of("psnr-y", "ssim-y", "gmsd", "niqe", "lpips-alex", "lpips-squeeze"),
            0),
        paper.headline(),
        0,
        null,
        List.of(),
        List.of());
  }

  /** The benchmarks of {@link #grid()}. */
  static List<Ladder> ladders() {
    List<Ladder> ladders = new ArrayList<>();
    for (int i = 0; i < BENCHMARKS; i++) {
      ladders.add(new Ladder("made-" + i, false, CONTENTS, TYPES, LEVELS));
    }
    return ladders;
  }

  /** The published tables that the preset paper names, by their numbers of contents and items. */
  static List<Ladder> publishedLadders() {
    return List.of(
        new Ladder("kadid10k", false, 81, 25, 5),
        new Ladder("tid2013", false, 25, 24, 5),
        new Ladder("pipal", false, 200, 29, 4),
        // Photographs from the wild: each is its own content.
        new Ladder("koniq10k", false, 10_073, 1, 1),
        new Ladder("spaq", false, 11_125, 1, 1),
        new Ladder("live-challenge", false, 1_162, 1, 1));
  }

  static SyntheticStudy study(String id, StudySpec spec, List<Ladder> ladders) {
    return new SyntheticStudy(id, spec, ladders, new Random());
  }

  /** Scores that agree with opinions more or less; of the shape of real ones and no meaning. */
  private static final class Random implements Scores {
    private final SplittableRandom random = new SplittableRandom(1);

    @Override
    public double image(Cell cell, String judge, int image) {
      return 30 + 3 * random.nextGaussian();
    }

    @Override
    public double item(Cell cell, int split, int content, int type, int level) {
      int skill = 1 + Math.abs(cell.hashCode() % 5);
      return quality("", content, type, level) + skill * 0.3 * random.nextGaussian();
    }

    @Override
    public double opinion(String benchmark, int content, int type, int level) {
      return quality(benchmark, content, type, level);
    }

    private static double quality(String benchmark, int content, int type, int level) {
      long key = (benchmark.hashCode() * 31L + content) * 31 + type;
      return 5 - 0.8 * level + new SplittableRandom(key).nextDouble();
    }
  }
}
