package io.chiral.asymmetry.report;

import io.chiral.asymmetry.assessor.Assessors;
import io.chiral.asymmetry.assessor.Benchmark;
import io.chiral.asymmetry.objective.JudgedSetting;
import io.chiral.asymmetry.objective.Objectives;
import io.chiral.asymmetry.order.TwoLives;
import io.chiral.asymmetry.panel.JudgeTraits;
import io.chiral.asymmetry.replicate.Intervals;
import io.chiral.messages.report.AsymmetryFigure;
import io.chiral.messages.report.Comparison;
import io.chiral.messages.report.SettingReport;
import io.chiral.messages.report.SettingReport.BenchmarkAsymmetry;
import io.chiral.messages.report.SettingReport.StepAsymmetry;
import io.chiral.messages.spec.SettingSpec;
import io.chiral.messages.spec.StudySpec;
import io.chiral.messages.spec.StudySpec.Evaluation;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The asymmetry in each setting. */
final class Settings {

  /** Benchmarks whose distortions are super-resolution artefacts. */
  private static final Set<String> SUPER_RESOLUTION_LIKE = Set.of("pipal");

  private final StudySpec spec;
  private final Progress progress;
  private final Assessors assessors;
  private final Objectives objectives;
  private final Comparer comparer;

  Settings(StudySpec spec, Progress progress, Assessors assessors, Objectives objectives) {
    this.spec = spec;
    this.progress = progress;
    this.assessors = assessors;
    this.objectives = objectives;
    comparer = new Comparer(spec, assessors, objectives);
  }

  List<SettingReport> reports() {
    return spec.allSettings().stream().map(this::report).toList();
  }

  @Nullable TwoLives lives(String setting) {
    return spec.allSettings().stream()
        .filter(known -> known.id().equals(setting))
        .findFirst()
        .map(known -> comparer.lives(objectives.aligned(setting), headline(known)))
        .orElse(null);
  }

  private SettingReport report(SettingSpec setting) {
    JudgedSetting judged = objectives.aligned(setting.id());
    Comparison headline = comparer.comparison(setting, judged, spec.headline());
    Map<String, Comparison> others = new TreeMap<>();
    for (String family : families()) {
      others.put(family, comparer.comparison(setting, judged, family));
    }
    String why = whyNoVerdict(setting, judged);
    return new SettingReport(
        setting.id(),
        judged == null ? null : judged.step(),
        progress.open(setting.id()),
        why == null ? verdict(setting, judged) : null,
        why,
        spec.headline(),
        headline.metrics(),
        headline.asymmetry(),
        headline.reversals(),
        headline.undetermined(),
        headline.spearman(),
        headline.kendall(),
        headline.amplification(),
        headline.regret(),
        headline.byJudge(),
        headline.leaveOneJudgeOut(),
        headline.kendallW(),
        others,
        bySteps(setting),
        byBenchmark(setting, judged));
  }

  /** Families of the panel other than the headline's. */
  private Set<String> families() {
    Set<String> families = new TreeSet<>();
    objectives.panel().judges().forEach(judge -> families.add(judge.family()));
    families.remove(spec.headline());
    families.remove(JudgeTraits.ARTEFACT);
    return families;
  }

  private BitSet headline(SettingSpec setting) {
    return objectives.panel().family(spec.headline(), List.of(setting));
  }

  private @Nullable String whyNoVerdict(SettingSpec setting, @Nullable JudgedSetting judged) {
    // SD_j and the runs' variance are pooled over all settings: what is awaited elsewhere counts.
    if (!progress.complete() || judged == null || judged.step() < spec.training().steps()) {
      return "provisional: the verdict is given once, at step %d, when no run is awaited"
          .formatted(spec.training().steps());
    }
    if (peopleAreAwaited()) {
      return "provisional: people are declared as a judge and have not judged enough yet";
    }
    if (objectives.conditionalOnRuns() || assessors.conditionalOnSeeds()) {
      return "conditional on these runs: no cell was repeated over seeds";
    }
    BitSet judges = headline(setting);
    if (comparer.lives(judged, judges) == null) {
      return "nothing to compare by family " + spec.headline();
    }
    if (assessors.fewSplits()) {
      return "too few splits for an interval of the assessors";
    }
    int units = Math.min(assessors.contents(), objectives.units(judged, judges));
    return units < Intervals.MIN_UNITS
        ? "%d independent images or contents, fewer than %d".formatted(units, Intervals.MIN_UNITS)
        : null;
  }

  /** A verdict without them would be another with them. */
  private boolean peopleAreAwaited() {
    return spec.headline().equals(JudgeTraits.PERCEPTUAL)
        && spec.evaluation().judges().contains(Evaluation.PEOPLE)
        && objectives.people().kind() == null;
  }

  private @Nullable String verdict(SettingSpec setting, @Nullable JudgedSetting judged) {
    TwoLives lives = comparer.lives(judged, headline(setting));
    if (lives == null) {
      return null;
    }
    if (!lives.reversals().isEmpty()) {
      return "reversal certain";
    }
    return lives.agree() ? "orders agree" : "undetermined";
  }

  private List<StepAsymmetry> bySteps(SettingSpec setting) {
    return objectives.evaluations().steps().stream()
        .filter(step -> objectives.at(setting.id(), step) != null)
        .map(
            step -> {
              TwoLives lives = comparer.lives(objectives.at(setting.id(), step), headline(setting));
              return new StepAsymmetry(
                  step,
                  lives == null
                      ? AsymmetryFigure.absent(0, "nothing to compare")
                      : lives.asymmetry());
            })
        .toList();
  }

  private List<BenchmarkAsymmetry> byBenchmark(
      SettingSpec setting, @Nullable JudgedSetting judged) {
    return assessors.benchmarks().stream()
        .map(
            benchmark ->
                new BenchmarkAsymmetry(
                    benchmark.id(),
                    SUPER_RESOLUTION_LIKE.contains(benchmark.id()),
                    against(benchmark, setting, judged)))
        .toList();
  }

  private AsymmetryFigure against(
      Benchmark benchmark, SettingSpec setting, @Nullable JudgedSetting judged) {
    List<String> ids =
        judged == null
            ? List.of()
            : judged.metrics().stream()
                .filter(metric -> assessors.covers(benchmark, List.of(metric)))
                .toList();
    BitSet judges = headline(setting);
    return judged == null || ids.size() < 2 || judges.isEmpty()
        ? AsymmetryFigure.absent(ids.size(), "nothing to compare")
        : new TwoLives(
                ids,
                assessors.life(ids, benchmark),
                objectives.life(judged, ids, judges),
                benchmark.proxy())
            .asymmetry();
  }
}
