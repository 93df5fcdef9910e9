package io.chiral.service.command;

import io.chiral.asymmetry.panel.Kinship;
import io.chiral.messages.command.RecordOpinion;
import io.chiral.messages.spec.AssessSpec;
import io.chiral.messages.spec.EvaluateSpec;
import io.chiral.messages.spec.GeneratorSpec;
import io.chiral.messages.spec.LearningSpec;
import io.chiral.messages.spec.MetricSpec;
import io.chiral.messages.spec.OptimiseSpec;
import io.chiral.messages.spec.RunSpec;
import io.chiral.messages.spec.StudySpec;
import io.chiral.messages.spec.StudySpec.Evaluation;
import io.chiral.messages.spec.TrainedJudge;
import io.chiral.messages.spec.TransferSpec;
import io.chiral.service.weights.NeededWeights;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Whether what is asked can be done: rules that a schema can't say. The schema's own bounds hold
 * already. Nothing is expanded to find out.
 */
final class Admission {
  private final Catalogue catalogue;
  private final int maxRuns;

  Admission(Catalogue catalogue, int maxRuns) {
    this.catalogue = catalogue;
    this.maxRuns = maxRuns;
  }

  /** What is wrong with a study; {@code place} is its specification's JSON pointer. */
  List<Violation> check(String place, StudySpec spec) {
    Findings findings = new Findings();
    new GridRules(findings, spec, maxRuns).check(place);
    new NetworkRules(findings).check(place, spec);
    generator(findings, place + "/generator", spec.generator());
    patch(findings, place + "/training/patch", spec.generator(), spec.training().patch());
    for (MetricSpec metric : spec.metrics()) {
      roomy(findings, place + "/training/patch", metric, spec.generator(), spec.training().patch());
    }
    dataSet(findings, place + "/trainSet", spec.trainSet());
    for (int i = 0; i < spec.training().evaluateAt().size(); i++) {
      int step = spec.training().evaluateAt().get(i);
      findings.require(
          step >= 1 && step <= spec.training().steps(),
          place + "/training/evaluateAt/" + i,
          "step %d is not among the 1 to %d steps of training"
              .formatted(step, spec.training().steps()));
    }
    Evaluation evaluation = spec.evaluation();
    test(
        findings,
        place + "/evaluation",
        evaluation.testSet(),
        evaluation.images(),
        evaluation.crop(),
        spec.generator().scale(),
        evaluation.tiles());
    judges(findings, place + "/evaluation/judges", evaluation.judges(), Set.of(Evaluation.PEOPLE));
    seen(
        findings,
        place + "/evaluation/crop",
        evaluation.judges(),
        evaluation.crop(),
        spec.generator().scale());
    findings.require(
        !evaluation.computed().isEmpty(),
        place + "/evaluation/judges",
        "people judge what evaluations show, which need at least one judge that is computed");
    judgedFairly(findings, spec, place + "/evaluation/judges");
    assessment(findings, place + "/assessment", spec.assessment());
    if (spec.assessment() != null) {
      new TransferRules(catalogue, findings, spec).check(place + "/assessment/transfers");
    }
    weights(findings, NeededWeights.of(place, spec));
    if (findings.none()) {
      apart(findings, place, spec);
    }
    return findings.all();
  }

  /** What is wrong with a lone run. */
  List<Violation> check(String place, RunSpec run) {
    Findings findings = new Findings();
    new NetworkRules(findings).check(place, run);
    if (run instanceof OptimiseSpec optimise) {
      generator(findings, place + "/generator", optimise.generator());
      patch(findings, place + "/patch", optimise.generator(), optimise.patch());
      if (optimise.fidelity() != null) {
        roomy(
            findings,
            place + "/patch",
            optimise.fidelity(),
            optimise.generator(),
            optimise.patch());
      }
      dataSet(findings, place + "/trainSet", optimise.trainSet());
      for (int i = 0; i < optimise.checkpointAt().size(); i++) {
        findings.require(
            optimise.checkpointAt().get(i) <= optimise.steps(),
            place + "/checkpointAt/" + i,
            "step %d is beyond the last step %d"
                .formatted(optimise.checkpointAt().get(i), optimise.steps()));
      }
    } else if (run instanceof EvaluateSpec evaluate) {
      test(
          findings,
          place,
          evaluate.testSet(),
          evaluate.images(),
          evaluate.crop(),
          evaluate.scale(),
          evaluate.tiles());
      dataSet(findings, place + "/judgeTrainSet", evaluate.judgeTrainSet());
      judges(findings, place + "/judges", evaluate.judges(), Set.of());
      seen(findings, place + "/crop", evaluate.judges(), evaluate.crop(), evaluate.scale());
      if (findings.none()) {
        apart(findings, place + "/testSet", evaluate.judgeTrainSet(), evaluate.testSet());
      }
    } else if (run instanceof AssessSpec assess) {
      benchmark(findings, place + "/benchmark", assess.benchmark());
      if (!assess.metric().kind().equals(MetricSpec.NO_REFERENCE)) {
        withReferences(findings, place + "/benchmark", assess.benchmark());
      }
      splits(findings, place, assess.splits(), assess.stepsPerSplit());
      learning(findings, place, assess.testShare(), assess.learning());
    }
    weights(findings, NeededWeights.of(place, run));
    return findings.all();
  }

  private void weights(Findings findings, List<NeededWeights.Need> needs) {
    for (NeededWeights.Need need : needs) {
      findings.require(catalogue.hasWeights(need.id()), need.place(), need.whenAbsent());
    }
  }

  private void generator(Findings findings, String place, GeneratorSpec generator) {
    findings.require(
        catalogue.window(generator) != null,
        place,
        "%s '%s' starting '%s' is not to be had at scale %d"
            .formatted(generator.name(), generator.config(), generator.start(), generator.scale()));
  }

  private void patch(Findings findings, String place, GeneratorSpec generator, int patch) {
    Integer window = catalogue.window(generator);
    findings.require(
        window == null || patch % window == 0,
        place,
        "patch %d must be a multiple of the window %d of '%s'"
            .formatted(patch, window, generator.config()));
  }

  /** Some metrics need more of an image than others. */
  private void roomy(
      Findings findings, String place, MetricSpec metric, GeneratorSpec generator, int patch) {
    int side = patch * generator.scale();
    int smallest = catalogue.smallestSide(metric.kind());
    findings.require(
        side >= smallest,
        place,
        "metric '%s' (%s) takes images of at least %d pixels a side, patch %d at scale %d has %d"
            .formatted(metric.id(), metric.kind(), smallest, patch, generator.scale(), side));
  }

  private void dataSet(Findings findings, String place, String id) {
    findings.configured(
        catalogue.images(id).isPresent(), place, "data set", id, catalogue.dataSets());
  }

  private void test(
      Findings findings,
      String place,
      String testSet,
      int images,
      @Nullable Integer crop,
      int scale,
      int tiles) {
    dataSet(findings, place + "/testSet", testSet);
    OptionalInt there = catalogue.images(testSet);
    findings.require(
        there.isEmpty() || images <= there.getAsInt(),
        place + "/images",
        "%d images are asked for, data set '%s' has %s"
            .formatted(images, testSet, there.isPresent() ? there.getAsInt() : "none"));
    findings.require(
        crop == null || crop % scale == 0,
        place + "/crop",
        "crop %d must be a multiple of the scale %d".formatted(crop, scale));
    findings.require(
        tiles <= images,
        place + "/tiles",
        "tiles of %d images are asked for, only %d are scored".formatted(tiles, images));
  }

  /** No photograph may both teach and test: generator, critic and NIQE learn from the train set. */
  private void apart(Findings findings, String place, StudySpec spec) {
    apart(findings, place + "/evaluation/testSet", spec.trainSet(), spec.evaluation().testSet());
    StudySpec.Assessment assessment = spec.assessment();
    List<String> benchmarks = assessment == null ? List.of() : assessment.benchmarks();
    for (int i = 0; i < benchmarks.size(); i++) {
      apart(findings, place + "/assessment/benchmarks/" + i, spec.trainSet(), benchmarks.get(i));
    }
    List<TransferSpec> transfers = assessment == null ? List.of() : assessment.transfers();
    for (int i = 0; i < transfers.size(); i++) {
      for (int j = 0; j < transfers.get(i).benchmarks().size(); j++) {
        String tested = transfers.get(i).benchmarks().get(j);
        String at = "%s/assessment/transfers/%d/benchmarks/%d".formatted(place, i, j);
        apart(findings, at, spec.trainSet(), tested);
      }
    }
  }

  private void apart(Findings findings, String place, String trainSet, String tested) {
    List<String> shared = catalogue.shared(trainSet, tested);
    findings.require(
        shared.isEmpty(),
        place,
        "'%s' and the training set '%s' show the same photographs, so its scores would be of what was learnt: %s%s; take other photographs"
            .formatted(
                tested,
                trainSet,
                String.join("; ", shared.subList(0, Math.min(3, shared.size()))),
                shared.size() > 3 ? "; and %d more".formatted(shared.size() - 3) : ""));
  }

  /** SHA-256 of the installed published weights that a study uses, by catalogue id. */
  Map<String, String> weights(StudySpec spec) {
    return catalogue.weights(spec);
  }

  /** Whether an opinion is of two outputs that people could see. */
  List<Violation> check(Turn turn, RecordOpinion opinion) {
    return new OpinionRules(catalogue, turn).check(opinion);
  }

  /**
   * @param uncomputed judges that nobody has to be able to compute
   */
  private void judges(
      Findings findings, String place, List<String> judges, Set<String> uncomputed) {
    findings.require(!judges.isEmpty(), place, "at least one judge is needed");
    findings.distinct(judges, judge -> judge, place, "judge");
    for (int i = 0; i < judges.size(); i++) {
      Optional<TrainedJudge> trained = TrainedJudge.parse(judges.get(i));
      if (trained.isPresent()) {
        requireAssessor(findings, trained.get(), place + "/" + i);
        continue;
      }
      findings.known(
          uncomputed.contains(judges.get(i)) || catalogue.judges().contains(judges.get(i)),
          place + "/" + i,
          "judge",
          judges.get(i),
          catalogue.judges());
    }
  }

  /** Judges see crops less a border of the scale. */
  private void seen(
      Findings findings, String place, List<String> judges, @Nullable Integer crop, int scale) {
    for (String judge : judges) {
      int smallest = catalogue.smallestSide(judge);
      findings.require(
          crop == null || crop - 2 * scale >= smallest,
          place,
          "judge '%s' takes images of at least %d pixels a side, a crop of %s less a border of %d is smaller"
              .formatted(judge, smallest, crop, scale));
    }
  }

  /** A store that can't be asked refuses this command; others go on. */
  private void requireAssessor(Findings findings, TrainedJudge judge, String place) {
    try {
      findings.require(
          catalogue.hasAssessor(judge),
          place,
          "the store has no checkpoint %s… that an assess run of kind %s on %s ended with"
              .formatted(judge.checkpoint(), judge.kind(), judge.backbone()));
    } catch (UncheckedIOException e) {
      findings.require(
          false,
          place,
          "the store can't be asked for checkpoint %s… now; send the command again later (%s)"
              .formatted(judge.checkpoint(), e.getMessage()));
    }
  }

  /** Without a fair judge of some pair the study has nothing to say. */
  private static void judgedFairly(Findings findings, StudySpec spec, String place) {
    findings.require(
        spec.metrics().size() < 2 || !Kinship.headlineJudges(spec).isEmpty(),
        place,
        "no two metrics have a judge of the family '%s' (headline) that is kin to neither; add a judge of it, such as niqe or people for perceptual, or name another headline"
            .formatted(spec.headline()));
  }

  private void assessment(
      Findings findings, String place, StudySpec.@Nullable Assessment assessment) {
    if (assessment == null) {
      return;
    }
    findings.distinct(assessment.benchmarks(), id -> id, place + "/benchmarks", "benchmark");
    for (int i = 0; i < assessment.benchmarks().size(); i++) {
      String id = assessment.benchmarks().get(i);
      benchmark(findings, place + "/benchmarks/" + i, id);
      withReferences(findings, place + "/benchmarks/" + i, id);
    }
    splits(findings, place, assessment.splits(), assessment.stepsPerSplit());
    learning(findings, place, assessment.testShare(), assessment.learning());
  }

  static void learning(Findings findings, String place, double testShare, LearningSpec learning) {
    findings.require(
        testShare + learning.validationShare() < 1,
        place + "/learning/validationShare",
        "testShare %s and validationShare %s leave nothing to train on"
            .formatted(testShare, learning.validationShare()));
    findings.require(
        learning.crops() == 1 || learning.crop() != null,
        place + "/learning/crops",
        "%d crops of an image are asked for, but no crop's size".formatted(learning.crops()));
  }

  private void withReferences(Findings findings, String place, String id) {
    findings.require(
        !catalogue.hasBenchmark(id) || catalogue.hasReferences(id),
        place,
        "label table '%s' has images without references, which only assessors of kind nr can score"
            .formatted(id));
  }

  private void benchmark(Findings findings, String place, String id) {
    findings.configured(
        catalogue.hasBenchmark(id), place, "label table", id, catalogue.benchmarks());
  }

  private static void splits(Findings findings, String place, int splits, int stepsPerSplit) {
    findings.require(
        (long) splits * stepsPerSplit <= Integer.MAX_VALUE,
        place + "/stepsPerSplit",
        "%d splits of %d steps are too many".formatted(splits, stepsPerSplit));
  }
}
