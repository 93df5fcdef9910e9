package io.chiral.asymmetry.report;

import io.chiral.asymmetry.assessor.Assessors;
import io.chiral.asymmetry.assessor.Benchmark;
import io.chiral.asymmetry.objective.Contrasts;
import io.chiral.asymmetry.objective.Objectives;
import io.chiral.asymmetry.objective.WeightSweeps;
import io.chiral.asymmetry.panel.JudgeTraits;
import io.chiral.asymmetry.replicate.Intervals;
import io.chiral.messages.report.GainOverBicubic;
import io.chiral.messages.spec.StudySpec;
import java.util.ArrayList;
import java.util.List;

/** What a report can't tell, and why. */
final class Missing {

  private Missing() {}

  static List<String> of(
      StudySpec spec,
      Progress progress,
      Assessors assessors,
      Objectives objectives,
      List<GainOverBicubic> gains,
      Contrasts contrasts,
      WeightSweeps sweeps,
      Diagnoses diagnoses) {
    List<String> missing = new ArrayList<>(progress.failed());
    missing.addAll(objectives.dropped());
    assessors.benchmarks().stream().map(Benchmark::warnings).forEach(missing::addAll);
    if (spec.assessment() == null) {
      missing.add("asymmetry: the study has no assessors");
    }
    if (gains.isEmpty()) {
      missing.add("gainOverBicubic: needs the baseline's and the cells' psnr-y");
    }
    missing.addAll(ofContrasts(objectives, contrasts));
    missing.addAll(ofSweeps(spec, objectives, sweeps));
    if (spec.assessment() == null || spec.assessment().transfers().isEmpty()) {
      missing.add("transfer: the study compares no initialisations");
    }
    missing.addAll(diagnoses.leftOut());
    return missing;
  }

  private static List<String> ofContrasts(Objectives objectives, Contrasts contrasts) {
    List<String> missing = new ArrayList<>();
    if (contrasts.patchGain().isEmpty()) {
      missing.add(
          "patchGain: no backbone was evaluated both at patch and at vanilla level, alike in loss,"
              + " weight, initialisation and fidelity weight");
    }
    if (contrasts.convolutionGain().isEmpty()) {
      missing.add(
          "convolutionGain: no convolutional and Transformer discriminators alike in level, loss,"
              + " weight, initialisation and fidelity weight were evaluated");
    }
    contrasts
        .withoutRandomPair()
        .forEach(
            pair ->
                missing.add(
                    "convolutionGain: %s has no pair of random initialisation beside it, to tell"
                            .formatted(pair)
                        + " the architectures from what their weights have seen"));
    if (contrasts.artefactSuppression().isEmpty()) {
      boolean measured =
          objectives.panel().judges().stream()
              .anyMatch(judge -> judge.family().equals(JudgeTraits.ARTEFACT));
      missing.add(
          measured
              ? "artefactSuppression: no setting was evaluated both with and without a"
                  + " discriminator at one fidelity weight"
              : "artefactSuppression: no artefact measure is among the usable judges");
    }
    return missing;
  }

  private static List<String> ofSweeps(StudySpec spec, Objectives objectives, WeightSweeps sweeps) {
    if (spec.sweeps().isEmpty()) {
      return List.of("weightCurves, harmWeight: the study sweeps no adversarial weight");
    }
    if (sweeps.curves().isEmpty()) {
      return List.of(
          "weightCurves, harmWeight: needs the setting without a discriminator and one weight of a"
              + " sweep evaluated, and a judge kin to neither");
    }
    return sweeps.harm().size() == sweeps.curves().size()
        ? List.of()
        : List.of(
            objectives.conditionalOnRuns()
                ? "harmWeight: conditional on these runs: no cell was repeated over seeds"
                : "harmWeight: fewer than %d independent photographs"
                    .formatted(Intervals.MIN_UNITS));
  }
}
