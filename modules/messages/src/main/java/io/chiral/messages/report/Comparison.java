package io.chiral.messages.report;

import java.util.List;

/**
 * The two lives compared by one family of judges.
 *
 * @param metrics both lives of each metric
 * @param asymmetry share of pairs ordered differently
 * @param reversals pairs whose order differs with simultaneous certainty
 * @param undetermined pairs without a common judge
 * @param spearman ρ of the two orders
 * @param kendall τ-b of the two orders
 * @param amplification asymmetry here − asymmetry in setting {@code none}, on the same judges
 * @param regret what choosing a metric by its A costs in O
 * @param byJudge each judge of the family by itself
 * @param leaveOneJudgeOut range of the asymmetry when one judge is left out
 * @param kendallW concordance of the family's judges over the metrics
 */
public record Comparison(
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
    Figure kendallW) {

  public Comparison {
    metrics = List.copyOf(metrics);
    reversals = List.copyOf(reversals);
    undetermined = List.copyOf(undetermined);
    byJudge = List.copyOf(byJudge);
  }
}
