package io.chiral.service.command;

import io.chiral.messages.spec.DiscriminatorSpec;
import io.chiral.messages.spec.EvaluateSpec;
import io.chiral.messages.spec.GeneratorSpec;
import io.chiral.messages.spec.LearningSpec;
import io.chiral.messages.spec.MetricSpec;
import io.chiral.messages.spec.OptimiseSpec;
import io.chiral.messages.spec.OptimiserSpec;
import io.chiral.messages.spec.ScheduleSpec;
import io.chiral.messages.spec.SettingSpec;
import io.chiral.messages.spec.StudySpec;
import io.chiral.messages.spec.StudySpec.Assessment;
import io.chiral.messages.spec.StudySpec.Evaluation;
import io.chiral.messages.spec.StudySpec.Pretraining;
import io.chiral.messages.spec.StudySpec.Training;
import io.chiral.messages.spec.SweepSpec;
import io.chiral.messages.spec.TrainedJudge;
import io.chiral.messages.spec.TransferSpec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Small specifications, and a catalogue in which they are possible. */
final class Specs {
  private Specs() {}

  static final OptimiserSpec ADAM = new OptimiserSpec(1e-3, 0.9, 0.99, 1e-8, 0);
  static final ScheduleSpec CONSTANT = new ScheduleSpec("constant", 0, List.of(), 0.5);
  static final MetricSpec L1 = new MetricSpec("l1", "l1", null, null, List.of());
  static final MetricSpec SSIM = new MetricSpec("ssim", "ssim", null, null, List.of());
  static final MetricSpec VGG =
      new MetricSpec("vgg16-random", "dists", "vgg16", "random", List.of());
  static final SettingSpec NONE = new SettingSpec("none", null);
  static final SettingSpec PATCH =
      new SettingSpec(
          "patch", new DiscriminatorSpec("patch", "vgg16", "relu3_3", "random", "bce", 0.1, ADAM));

  /** One metric, setting and seed: baseline, pretraining, objective, evaluation. */
  static StudySpec small() {
    return study(List.of(L1), List.of(NONE), List.of(1L), List.of(), 0, null);
  }

  static StudySpec study(
      List<MetricSpec> metrics,
      List<SettingSpec> settings,
      List<Long> seeds,
      List<Integer> evaluateAt,
      int priority,
      @Nullable Integer maxRuns) {
    return new StudySpec(
        "a title",
        null,
        new GeneratorSpec("swinir", "tiny", 4, "published"),
        "train",
        metrics,
        settings,
        seeds,
        new Pretraining(10, ADAM, CONSTANT),
        training(30, 8, evaluateAt),
        null,
        evaluation(List.of("gmsd", "niqe")),
        "perceptual",
        priority,
        maxRuns,
        List.of(),
        List.of());
  }

  static Training training(int steps, int patch, List<Integer> evaluateAt) {
    return new Training(
        steps,
        patch,
        2,
        1.0,
        "fair",
        0.5,
        ADAM,
        CONSTANT,
        0.9,
        null,
        "float32",
        evaluateAt,
        5,
        "bicubic",
        null);
  }

  static Evaluation evaluation(List<String> judges) {
    return new Evaluation("test", 6, 128, judges, 1);
  }

  static Assessment assessment() {
    return assessment(List.of());
  }

  static Assessment assessment(List<TransferSpec> transfers) {
    return new Assessment(
        List.of("proxy"), 10, 0.3, 20, 4, ADAM, true, LearningSpec.STANDARD, 7, transfers);
  }

  /** VGG-16 without references, initialised in three ways. */
  static TransferSpec transfer(String objective, String setting) {
    return new TransferSpec(
        "nr-vgg16",
        "nr",
        "vgg16",
        List.of(1),
        List.of("random", "published", "discriminator"),
        setting,
        objective,
        List.of("proxy"),
        20,
        4,
        ADAM,
        true,
        LearningSpec.STANDARD);
  }

  static StudySpec with(
      StudySpec spec, Training training, @Nullable Assessment assessment, Evaluation evaluation) {
    return new StudySpec(
        spec.title(),
        spec.notice(),
        spec.generator(),
        spec.trainSet(),
        spec.metrics(),
        spec.settings(),
        spec.seeds(),
        spec.pretraining(),
        training,
        assessment,
        evaluation,
        spec.headline(),
        spec.priority(),
        spec.maxRuns(),
        spec.sweeps(),
        spec.sensitivity());
  }

  /** The same with more settings than are declared. */
  static StudySpec varied(StudySpec spec, List<SweepSpec> sweeps, List<Double> sensitivity) {
    return new StudySpec(
        spec.title(),
        spec.notice(),
        spec.generator(),
        spec.trainSet(),
        spec.metrics(),
        spec.settings(),
        spec.seeds(),
        spec.pretraining(),
        spec.training(),
        spec.assessment(),
        spec.evaluation(),
        spec.headline(),
        spec.priority(),
        spec.maxRuns(),
        sweeps,
        sensitivity);
  }

  static StudySpec withGenerator(StudySpec spec, GeneratorSpec generator, String trainSet) {
    return new StudySpec(
        spec.title(),
        spec.notice(),
        generator,
        trainSet,
        spec.metrics(),
        spec.settings(),
        spec.seeds(),
        spec.pretraining(),
        spec.training(),
        spec.assessment(),
        spec.evaluation(),
        spec.headline(),
        spec.priority(),
        spec.maxRuns(),
        spec.sweeps(),
        spec.sensitivity());
  }

  /** A lone run of 20 steps with a milestone at 10. */
  static OptimiseSpec optimise(long seed) {
    return new OptimiseSpec(
        new GeneratorSpec("swinir", "tiny", 4, "published"),
        "train",
        "bicubic",
        8,
        2,
        1.0,
        null,
        null,
        1.0,
        null,
        ADAM,
        CONSTANT,
        0,
        null,
        "float32",
        20,
        List.of(10),
        5,
        seed,
        null,
        null);
  }

  static EvaluateSpec evaluate(io.chiral.messages.spec.@Nullable CheckpointSource from) {
    return new EvaluateSpec(from, 4, "test", 6, 128, List.of("gmsd"), "train", 0, false);
  }

  /** Data sets train (20 images) and test (8), a table, two judges, the tiny generator. */
  static final Catalogue CATALOGUE = new TestCatalogue();

  /** One whose store is away. */
  static final Catalogue STORELESS_CATALOGUE =
      new TestCatalogue() {
        @Override
        public boolean hasAssessor(TrainedJudge judge) {
          throw new UncheckedIOException("can't list /store", new IOException("not mounted"));
        }
      };

  /** One that fails when it is asked for data sets. */
  static final Catalogue BROKEN_CATALOGUE =
      new TestCatalogue() {
        @Override
        public OptionalInt images(String dataSet) {
          throw new IllegalStateException("the disk is gone");
        }
      };

  private static class TestCatalogue implements Catalogue {
    @Override
    public OptionalInt images(String dataSet) {
      return switch (dataSet) {
        case "train" -> OptionalInt.of(20);
        case "test" -> OptionalInt.of(8);
        default -> OptionalInt.empty();
      };
    }

    @Override
    public List<String> imageNames(String dataSet) {
      return IntStream.range(0, images(dataSet).orElse(0)).mapToObj(i -> i + ".png").toList();
    }

    @Override
    public Set<String> dataSets() {
      return Set.of("train", "test");
    }

    @Override
    public List<String> shared(String trainSet, String other) {
      return trainSet.equals(other) ? List.of("a.png and a.png are the same file") : List.of();
    }

    @Override
    public boolean hasBenchmark(String id) {
      return benchmarks().contains(id);
    }

    @Override
    public Set<String> benchmarks() {
      return Set.of("proxy", "alone");
    }

    @Override
    public Set<String> judges() {
      return Set.of("gmsd", "niqe", "ssim-y");
    }

    @Override
    public boolean hasReferences(String benchmark) {
      return !benchmark.startsWith("alone");
    }

    @Override
    public boolean hasAssessor(TrainedJudge judge) {
      return judge.checkpoint().startsWith("0");
    }

    @Override
    public Map<String, String> weights(StudySpec spec) {
      return Map.of();
    }

    @Override
    public boolean hasWeights(String id) {
      return id.equals("alexnet");
    }

    @Override
    public int smallestSide(String kind) {
      return kind.equals("ms-ssim") ? 161 : 1;
    }

    @Override
    public @Nullable Integer window(GeneratorSpec generator) {
      return generator.config().equals("tiny") && generator.scale() == 4 ? 4 : null;
    }
  }
}
