package io.chiral.asymmetry.report;

import io.chiral.asymmetry.assessor.Assessors;
import io.chiral.asymmetry.objective.JudgedSetting;
import io.chiral.asymmetry.objective.Objectives;
import io.chiral.asymmetry.order.Life;
import io.chiral.asymmetry.order.Standing;
import io.chiral.asymmetry.order.TwoLives;
import io.chiral.asymmetry.panel.JudgeTraits;
import io.chiral.asymmetry.replicate.Intervals;
import io.chiral.messages.report.AsymmetryFigure;
import io.chiral.messages.report.Comparison;
import io.chiral.messages.report.Figure;
import io.chiral.messages.report.JudgeReport;
import io.chiral.messages.report.LifeFigure;
import io.chiral.messages.report.MetricLives;
import io.chiral.messages.report.Range;
import io.chiral.messages.report.RankCorrelation;
import io.chiral.messages.spec.MetricSpec;
import io.chiral.messages.spec.SettingSpec;
import io.chiral.messages.spec.StudySpec;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Compares the two lives in one setting by one set of judges. */
final class Comparer {

  private final StudySpec spec;
  private final Assessors assessors;
  private final Objectives objectives;

  Comparer(StudySpec spec, Assessors assessors, Objectives objectives) {
    this.spec = spec;
    this.assessors = assessors;
    this.objectives = objectives;
  }

  /** Metrics that have an A and an O in the setting, in the study's order. */
  List<String> compared(@Nullable JudgedSetting setting) {
    return spec.metrics().stream()
        .map(MetricSpec::id)
        .filter(id -> !Double.isNaN(assessors.value(id)))
        .filter(id -> setting != null && setting.metrics().contains(id))
        .toList();
  }

  /** The two lives of the compared metrics; null where there is nothing to compare. */
  @Nullable TwoLives lives(@Nullable JudgedSetting setting, BitSet judges) {
    List<String> ids = compared(setting);
    return setting == null || ids.size() < 2 || judges.isEmpty()
        ? null
        : new TwoLives(
            ids, assessors.life(ids), objectives.life(setting, ids, judges), assessors.proxy());
  }

  /** Everything told of a setting by one family of judges. */
  Comparison comparison(SettingSpec setting, @Nullable JudgedSetting judged, String family) {
    BitSet judges = objectives.panel().family(family, List.of(setting));
    List<String> ids = compared(judged);
    TwoLives lives = lives(judged, judges);
    String reason = lives == null ? whyNot(judged, judges, family) : "";
    return new Comparison(
        metrics(judged, judges, ids, lives, reason),
        lives == null ? AsymmetryFigure.absent(ids.size(), reason) : lives.asymmetry(),
        lives == null ? List.of() : lives.reversals(),
        lives == null ? List.of() : lives.undetermined(),
        lives == null ? RankCorrelation.absent(ids.size(), reason) : lives.spearman(),
        lives == null ? RankCorrelation.absent(ids.size(), reason) : lives.kendall(),
        amplification(setting, family),
        lives == null ? Figure.absent(ids.size(), reason) : lives.regret(),
        judged == null ? List.of() : byJudge(judged, judges),
        leaveOneOut(judged, judges),
        agreement(judged, judges));
  }

  private String whyNot(@Nullable JudgedSetting judged, BitSet judges, String family) {
    if (judged == null) {
      return "no step yet at which every metric of the setting was evaluated";
    }
    return judges.isEmpty()
        ? "no usable judge of the family " + family
        : "fewer than 2 metrics have both lives";
  }

  private List<MetricLives> metrics(
      @Nullable JudgedSetting judged,
      BitSet judges,
      List<String> ids,
      @Nullable TwoLives lives,
      String reason) {
    List<String> objectiveIds = lives == null ? evaluated(judged) : ids;
    List<String> assessorIds =
        lives == null
            ? spec.metrics().stream()
                .map(MetricSpec::id)
                .filter(id -> !Double.isNaN(assessors.value(id)))
                .toList()
            : ids;
    Life objective =
        judged == null || judges.isEmpty() ? null : objectives.life(judged, objectiveIds, judges);
    Standing objectiveStanding = objective == null ? null : Standing.of(objective);
    Standing assessorStanding = Standing.of(assessors.life(assessorIds));
    List<MetricLives> metrics = new ArrayList<>();
    for (MetricSpec metric : spec.metrics()) {
      int at = ids.indexOf(metric.id());
      metrics.add(
          new MetricLives(
              metric.id(),
              assessor(metric.id(), assessorStanding, assessorIds.indexOf(metric.id())),
              objective(
                  judged, judges, objective, objectiveStanding, objectiveIds.indexOf(metric.id())),
              lives == null || at < 0
                  ? Figure.absent(ids.size(), lives == null ? reason : "a life is missing")
                  : lives.displacement(at)));
    }
    return metrics;
  }

  private static List<String> evaluated(@Nullable JudgedSetting judged) {
    return judged == null ? List.of() : judged.metrics();
  }

  private LifeFigure assessor(String metric, Standing standing, int at) {
    double value = assessors.value(metric);
    if (Double.isNaN(value)) {
      return life(
          Figure.absent(assessors.items(), "not scored on every benchmark"),
          assessors.contents(),
          null,
          -1,
          assessors.proxy());
    }
    Figure figure =
        Intervals.correlation(
            value, assessors.replicates(metric), assessors.contents(), assessors.items());
    return life(figure, assessors.contents(), standing, at, assessors.proxy());
  }

  private LifeFigure objective(
      @Nullable JudgedSetting judged,
      BitSet judges,
      @Nullable Life life,
      @Nullable Standing standing,
      int at) {
    if (judged == null || life == null || at < 0) {
      return life(Figure.absent(0, "not evaluated and judged yet"), 0, null, -1, false);
    }
    int images = objectives.images(judged, judges);
    Figure figure =
        Double.isNaN(life.value(at))
            ? Figure.absent(images, "every judge is kin to this metric or to all others")
            : Intervals.figure(life.value(at), life.replicates(at), life.units(), images);
    return life(figure, life.units(), standing, at, false);
  }

  private static LifeFigure life(
      Figure figure, int units, @Nullable Standing standing, int at, boolean proxy) {
    boolean ranked = standing != null && at >= 0 && figure.value() != null;
    return new LifeFigure(
        figure.value(),
        figure.low(),
        figure.high(),
        figure.n(),
        units,
        standing != null && ranked ? standing.rank()[at] : null,
        standing != null && ranked ? standing.low()[at] : null,
        standing != null && ranked ? standing.high()[at] : null,
        proxy,
        figure.reason());
  }

  /**
   * Against the setting without a discriminator at the same fidelity weight, at the largest step
   * that both have reached. Both are judged by those kin to neither discriminator.
   */
  private Figure amplification(SettingSpec setting, String family) {
    if (setting.discriminator() == null) {
      return Figure.absent(0, "other settings are compared with this one");
    }
    SettingSpec unopposed = spec.unopposed(setting);
    if (unopposed == null) {
      return Figure.absent(0, "no setting without a discriminator has this fidelity weight");
    }
    List<JudgedSetting> both = objectives.together(List.of(unopposed, setting));
    if (both == null) {
      return Figure.absent(
          0, "setting %s and this one are not evaluated at one step yet".formatted(unopposed.id()));
    }
    JudgedSetting none = both.get(0);
    JudgedSetting judged = both.get(1);
    BitSet judges = objectives.panel().family(family, List.of(setting));
    List<String> ids = compared(judged).stream().filter(none.metrics()::contains).toList();
    return ids.size() < 2 || judges.isEmpty()
        ? Figure.absent(ids.size(), "fewer than 2 metrics, or no judge, in both settings")
        : new TwoLives(
                ids, assessors.life(ids), objectives.life(judged, ids, judges), assessors.proxy())
            .amplification(objectives.life(none, ids, judges));
  }

  private List<JudgeReport> byJudge(JudgedSetting judged, BitSet judges) {
    return judges.stream()
        .mapToObj(
            judge -> {
              JudgeTraits traits = objectives.panel().judges().get(judge);
              TwoLives lives = lives(judged, only(judge));
              boolean orders =
                  lives != null
                      && lives.undetermined().size() < Life.pairs(compared(judged).size());
              return new JudgeReport(
                  traits.id(),
                  judged.metrics().stream()
                      .filter(metric -> objectives.panel().kin(judge, metric))
                      .toList(),
                  judged.metrics().stream()
                      .map(metric -> objectives.judged(judged, metric, judge))
                      .toList(),
                  lives != null && orders
                      ? lives.asymmetry()
                      : AsymmetryFigure.absent(
                          compared(judged).size(), "this judge orders no pair with both lives"));
            })
        .toList();
  }

  private Range leaveOneOut(@Nullable JudgedSetting judged, BitSet judges) {
    List<Double> shares = new ArrayList<>();
    judges.stream()
        .forEach(
            judge -> {
              BitSet others = (BitSet) judges.clone();
              others.clear(judge);
              TwoLives lives = lives(judged, others);
              if (lives != null) {
                shares.add(lives.share());
              }
            });
    return shares.isEmpty()
        ? new Range(null, null, 0, "fewer than 2 judges, or nothing to compare")
        : new Range(
            shares.stream().min(Double::compare).orElse(null),
            shares.stream().max(Double::compare).orElse(null),
            shares.size(),
            null);
  }

  private Figure agreement(@Nullable JudgedSetting judged, BitSet judges) {
    double w =
        judged == null
            ? Double.NaN
            : Agreement.concordance(
                judges.stream().mapToObj(judged::means).toArray(double[][]::new));
    return Double.isNaN(w)
        ? Figure.absent(judges.cardinality(), "fewer than 2 judges or 2 metrics")
        : new Figure(
            w, null, null, judges.cardinality(), "no interval: the judges are not a sample");
  }

  private static BitSet only(int judge) {
    BitSet alone = new BitSet();
    alone.set(judge);
    return alone;
  }
}
