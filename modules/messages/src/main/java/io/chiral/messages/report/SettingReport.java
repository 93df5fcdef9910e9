package io.chiral.messages.report;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One adversarial setting. The comparison by the headline family stands here, the others' in {@code
 * families}.
 *
 * @param id setting id
 * @param alignedStep largest step that every metric of the setting was evaluated at; null: none yet
 * @param provisional whether cells of this setting or of the assessors are still awaited
 * @param verdict {@code "reversal certain"}, {@code "undetermined"} or {@code "orders agree"}; null
 *     before the declared final step and where none may be given
 * @param verdictReason why there is no verdict; null where there is one
 * @param family of judges that comes first
 * @param metrics as in {@link Comparison}, like all that follows it down to {@code kendallW}
 * @param families the other families of judges, by name
 * @param bySteps the headline asymmetry at each evaluated step
 * @param asymmetryByBenchmark the headline asymmetry by each benchmark alone
 */
public record SettingReport(
    String id,
    @Nullable Integer alignedStep,
    boolean provisional,
    @Nullable String verdict,
    @Nullable String verdictReason,
    String family,
    List<MetricLives> metrics,
    AsymmetryFigure asymmetry,
    List<List<String>> reversals,
    List<List<String>> undetermined,
    RankCorrelation spearman,
    RankCorrelation kendall,
    Figure amplification,
    Figure regret,
    List<JudgeReport> byJudge,
    Range leaveOneJudgeOut,
    Figure kendallW,
    Map<String, Comparison> families,
    List<StepAsymmetry> bySteps,
    List<BenchmarkAsymmetry> asymmetryByBenchmark) {

  public SettingReport {
    metrics = List.copyOf(metrics);
    reversals = List.copyOf(reversals);
    undetermined = List.copyOf(undetermined);
    byJudge = List.copyOf(byJudge);
    families = Map.copyOf(families);
    bySteps = List.copyOf(bySteps);
    asymmetryByBenchmark = List.copyOf(asymmetryByBenchmark);
  }

  /**
   * The asymmetry as training goes on.
   *
   * @param step evaluated step
   * @param asymmetry there
   */
  public record StepAsymmetry(int step, AsymmetryFigure asymmetry) {}

  /**
   * The asymmetry against one benchmark's assessor order.
   *
   * @param benchmark label table id
   * @param superResolutionLike whether its distortions are super-resolution artefacts
   * @param asymmetry by this benchmark alone
   */
  public record BenchmarkAsymmetry(
      String benchmark, boolean superResolutionLike, AsymmetryFigure asymmetry) {}
}
