package io.chiral.asymmetry.objective;

import io.chiral.asymmetry.objective.Differences.Difference;
import io.chiral.asymmetry.replicate.Intervals;
import io.chiral.messages.report.Figure;
import io.chiral.messages.report.HarmWeight;
import io.chiral.messages.report.WeightCurve;
import io.chiral.messages.spec.DiscriminatorSpec;
import io.chiral.messages.spec.SettingSpec;
import io.chiral.messages.spec.StudySpec;
import io.chiral.messages.spec.SweepSpec;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What comes out at each adversarial weight of the study's sweeps, less what comes out without a
 * discriminator at the same fidelity weight; and the smallest weight that does harm. The metrics of
 * a curve are those evaluated at all of its evaluated weights.
 */
public final class WeightSweeps {

  private final Objectives objectives;
  private final List<WeightCurve> curves = new ArrayList<>();
  private final List<HarmWeight> harm = new ArrayList<>();

  /** Of a study as its objectives stand. */
  public WeightSweeps(StudySpec spec, Objectives objectives) {
    this.objectives = objectives;
    for (SweepSpec sweep : spec.sweeps()) {
      spec.settings().stream()
          .filter(setting -> setting.id().equals(sweep.setting()))
          .map(setting -> swept(setting, sweep, spec, objectives))
          .filter(Objects::nonNull)
          .map(Objects::requireNonNull)
          .forEach(
              swept ->
                  objectives
                      .panel()
                      .families(spec.headline())
                      .forEach(family -> add(swept, family)));
    }
  }

  /** Each sweep's, the headline family first, the mean over metrics before each of them. */
  public List<WeightCurve> curves() {
    return curves;
  }

  /** One of each curve, where a verdict may be given at all. */
  public List<HarmWeight> harm() {
    return harm;
  }

  /** A weight of the sweep; {@code judged} is null where it is not evaluated. */
  private record Weight(double value, SettingSpec setting, @Nullable JudgedSetting judged) {}

  /** A sweep that can be compared with training without a discriminator. */
  private record Swept(
      SettingSpec setting,
      DiscriminatorSpec discriminator,
      JudgedSetting none,
      List<Weight> weights) {

    /** Metrics evaluated at every evaluated weight. */
    List<String> metrics() {
      return none.metrics().stream()
          .filter(
              metric ->
                  weights.stream()
                      .map(Weight::judged)
                      .allMatch(judged -> judged == null || judged.metrics().contains(metric)))
          .toList();
    }
  }

  private static @Nullable Swept swept(
      SettingSpec setting, SweepSpec sweep, StudySpec spec, Objectives objectives) {
    DiscriminatorSpec discriminator = setting.discriminator();
    SettingSpec none = spec.unopposed(setting);
    if (discriminator == null || none == null || objectives.aligned(none.id()) == null) {
      return null;
    }
    List<Double> weights =
        sweep.weights().stream().filter(weight -> weight != 0).sorted().distinct().toList();
    List<SettingSpec> evaluated = new ArrayList<>(List.of(none));
    weights.stream()
        .map(setting::weighing)
        .filter(weighed -> objectives.aligned(weighed.id()) != null)
        .forEach(evaluated::add);
    List<JudgedSetting> judged = objectives.together(evaluated);
    if (judged == null || judged.size() < 2) {
      return null;
    }
    List<Weight> points = new ArrayList<>();
    for (double weight : weights) {
      int found = evaluated.indexOf(setting.weighing(weight));
      points.add(
          new Weight(weight, setting.weighing(weight), found < 0 ? null : judged.get(found)));
    }
    return new Swept(setting, discriminator, judged.get(0), points);
  }

  private void add(Swept swept, String family) {
    BitSet judges = objectives.panel().family(family, List.of(swept.setting));
    add(swept, family, judges, null, swept.metrics());
    swept.metrics().forEach(metric -> add(swept, family, judges, metric, List.of(metric)));
  }

  /**
   * @param metric its id; null: the mean over them
   */
  private void add(
      Swept swept, String family, BitSet judges, @Nullable String metric, List<String> metrics) {
    List<@Nullable Difference> differences = new ArrayList<>();
    for (Weight weight : swept.weights) {
      differences.add(
          weight.judged == null
              ? null
              : objectives.differences().between(weight.judged, swept.none, metrics, judges));
    }
    if (differences.stream().allMatch(Objects::isNull)) {
      return;
    }
    Sweep sweep = new Sweep(differences);
    String backbone = swept.discriminator.backbone();
    String level = swept.discriminator.level();
    curves.add(
        new WeightCurve(swept.setting.id(), backbone, level, family, metric, points(swept, sweep)));
    if (!objectives.conditionalOnRuns() && sweep.units() >= Intervals.MIN_UNITS) {
      harm.add(
          new HarmWeight(
              swept.setting.id(),
              backbone,
              level,
              family,
              metric,
              harmful(swept, sweep),
              upTo(swept, sweep)));
    }
  }

  private static List<WeightCurve.Point> points(Swept swept, Sweep sweep) {
    List<WeightCurve.Point> points = new ArrayList<>();
    points.add(
        new WeightCurve.Point(
            0, swept.none.setting(), new Figure(0.0, 0.0, 0.0, sweep.images(), null)));
    for (int at = 0; at < swept.weights.size(); at++) {
      Weight weight = swept.weights.get(at);
      points.add(new WeightCurve.Point(weight.value, weight.setting.id(), sweep.figure(at)));
    }
    return points;
  }

  private static @Nullable Double harmful(Swept swept, Sweep sweep) {
    for (int at = 0; at < swept.weights.size(); at++) {
      Double high = sweep.figure(at).high();
      if (high != null && high < 0) {
        return swept.weights.get(at).value;
      }
    }
    return null;
  }

  private static double upTo(Swept swept, Sweep sweep) {
    double largest = 0;
    for (int at = 0; at < swept.weights.size(); at++) {
      if (sweep.figure(at).value() != null) {
        largest = swept.weights.get(at).value;
      }
    }
    return largest;
  }
}
