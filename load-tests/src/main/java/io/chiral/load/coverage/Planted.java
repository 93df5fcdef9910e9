package io.chiral.load.coverage;

import io.chiral.asymmetry.panel.JudgeCatalogue;
import io.chiral.asymmetry.panel.JudgeTraits;
import io.chiral.asymmetry.panel.Kinship;
import io.chiral.messages.report.AsymmetryReport;
import io.chiral.messages.report.Protocol;
import io.chiral.messages.spec.MetricSpec;
import io.chiral.messages.spec.StudySpec;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The true values of one study's figures. With one seed figures are conditional on the runs, and so
 * are these: what would come out of infinitely many photographs and contents with the very runs.
 */
final class Planted {

  private final Model model;
  private final StudySpec spec;
  private final Limits limits;
  private final boolean conditional;
  private final Map<String, Double> deviations = new HashMap<>();
  private final double limitDeviation;
  private final double[] assessors = new double[Demo.assessors().size()];

  /**
   * Of a study.
   *
   * @param report whose judges' units its figures are in
   */
  Planted(Model model, StudySpec spec, Noise noise, Limits limits, AsymmetryReport report) {
    this.model = model;
    this.spec = spec;
    this.limits = limits;
    conditional = model.seeds == 1;
    for (Protocol.JudgeProtocol judge : report.protocol().judges()) {
      if (judge.deviation() != null) {
        deviations.put(judge.id(), judge.deviation());
      }
    }
    limitDeviation = noise.deviation(spec.metrics().size(), Demo.SETTINGS, model.truth.planted());
    Arrays.setAll(assessors, this::limit);
  }

  int metrics() {
    return spec.metrics().size();
  }

  /** A of an assessor, from infinitely many contents and splits. */
  double a(int assessor) {
    return assessors[assessor];
  }

  private double limit(int assessor) {
    return conditional
        ? limits.of(model.spread(assessor, 0))
        : Demo.seeded(assessor)
            ? limits.overSeeds(model.truth.spread(assessor))
            : limits.of(model.truth.spread(assessor));
  }

  private double advantage(int setting, int metric) {
    return model.truth.advantage(setting, metric)
        + (conditional ? model.run(setting, metric, 0) : 0);
  }

  /** Δ of two metrics by the judges of a family, in the units of the report. */
  double delta(int setting, int f, int g, String family) {
    return spec.evaluation().judges().stream()
        .map(JudgeCatalogue::find)
        .filter(judge -> judge.family().equals(family) && mayJudge(judge, f) && mayJudge(judge, g))
        .mapToDouble(
            judge ->
                Model.share(judge)
                    / deviations.getOrDefault(judge.id(), Double.NaN)
                    * (advantage(setting, f) - advantage(setting, g)))
        .average()
        .orElse(Double.NaN);
  }

  private boolean mayJudge(JudgeTraits judge, int metric) {
    MetricSpec spec = this.spec.metrics().get(metric);
    return !Kinship.kin(judge, spec);
  }

  /** O: mean over all metrics, itself included. */
  double o(int setting, int f, String family) {
    double sum = 0;
    for (int g = 0; g < metrics(); g++) {
      sum += f == g ? 0 : delta(setting, f, g, family) / metrics();
    }
    return sum;
  }

  /** What a judge's unit in the report is of what it is in the limit. */
  double unitOfLimit() {
    return deviations.getOrDefault(Demo.HEADLINE, Double.NaN)
        / (Model.unit(Demo.HEADLINE) * limitDeviation);
  }

  /** One setting less another, mean over metrics, in the headline judge's own unit. */
  double gain(int one, int other) {
    double sum = 0;
    for (int f = 0; f < metrics(); f++) {
      sum += (advantage(one, f) - advantage(other, f)) / metrics();
    }
    return Model.unit(Demo.HEADLINE) * sum;
  }

  /** The headline judge's unit in the report. */
  double deviation() {
    return deviations.getOrDefault(Demo.HEADLINE, Double.NaN);
  }

  /** Artefacts of a setting less than without a discriminator, in the measure's own unit. */
  double suppression(int setting) {
    double runs = 0;
    for (int f = 0; conditional && f < metrics(); f++) {
      runs += (model.run(setting, f, 0) - model.run(Demo.NONE, f, 0)) / metrics();
    }
    return Model.artefacts(Demo.NONE)
        - Model.artefacts(setting)
        + Model.unit(Demo.ARTEFACTS) * runs;
  }

  /** −1, 0 or 1 as A orders two metrics. */
  int signA(int f, int g) {
    return sign(a(f) - a(g));
  }

  /** −1, 0 or 1 as the advantage orders two metrics. */
  int signO(int setting, int f, int g) {
    return sign(advantage(setting, f) - advantage(setting, g));
  }

  private static int sign(double difference) {
    return Math.abs(difference) < 1e-9 ? 0 : (int) Math.signum(difference);
  }

  /** Share of pairs ordered differently, ties ½. */
  double asymmetry(int setting) {
    double share = 0;
    int pairs = 0;
    for (int f = 0; f < metrics(); f++) {
      for (int g = f + 1; g < metrics(); g++, pairs++) {
        share += (1 - signA(f, g) * signO(setting, f, g)) / 2.0;
      }
    }
    return share / pairs;
  }

  /** 1 + metrics that A orders before, ties ½. */
  double rankA(int f) {
    double rank = 1;
    for (int g = 0; g < metrics(); g++) {
      rank += g == f ? 0 : (1 - signA(f, g)) / 2.0;
    }
    return rank;
  }

  /** 1 + metrics that are better in the setting, ties ½. */
  double rankO(int setting, int f) {
    double rank = 1;
    for (int g = 0; g < metrics(); g++) {
      rank += g == f ? 0 : (1 - signO(setting, f, g)) / 2.0;
    }
    return rank;
  }

  /** Largest O less that of the best assessor; NaN where several are best and differ in O. */
  double regret(int setting, String family) {
    double most = Double.NEGATIVE_INFINITY;
    double lowest = Double.POSITIVE_INFINITY;
    double highest = Double.NEGATIVE_INFINITY;
    for (int f = 0; f < metrics(); f++) {
      double o = o(setting, f, family);
      most = Math.max(most, o);
      boolean best = true;
      for (int g = 0; g < metrics(); g++) {
        best &= g == f || signA(f, g) >= 0;
      }
      if (best) {
        lowest = Math.min(lowest, o);
        highest = Math.max(highest, o);
      }
    }
    return highest - lowest > 1e-9 ? Double.NaN : most - highest;
  }

  List<MetricSpec> specs() {
    return spec.metrics();
  }
}
