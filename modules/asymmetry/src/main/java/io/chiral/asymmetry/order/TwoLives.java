package io.chiral.asymmetry.order;

import io.chiral.asymmetry.correlation.PairedSample;
import io.chiral.asymmetry.replicate.Intervals;
import io.chiral.messages.report.AsymmetryFigure;
import io.chiral.messages.report.Figure;
import io.chiral.messages.report.RankCorrelation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntPredicate;

/**
 * The orders that two lives give the same metrics, compared pair by pair. Percentile intervals are
 * wrong for these discrete figures: bounds come from the pairs that are certain in both lives.
 */
public final class TwoLives {

  private static final double SIMULTANEOUS = 0.95;

  private final List<String> ids;
  private final Life assessor;
  private final Life objective;
  private final boolean proxy;
  private final Standing assessorStanding;
  private final Standing objectiveStanding;

  /**
   * Compares.
   *
   * @param ids metric ids, at least 2
   * @param assessor their A
   * @param objective their O, in the same order
   * @param proxy whether A rests on proxy opinions
   */
  public TwoLives(List<String> ids, Life assessor, Life objective, boolean proxy) {
    this.ids = List.copyOf(ids);
    this.assessor = assessor;
    this.objective = objective;
    this.proxy = proxy;
    assessorStanding = Standing.of(assessor);
    objectiveStanding = Standing.of(objective);
  }

  /** What certainty says of the pairs. */
  private enum Verdict {
    SAME,
    OPPOSITE,
    UNCERTAIN
  }

  private Verdict verdict(int pair) {
    if (!assessor.certain(pair) || !objective.certain(pair)) {
      return Verdict.UNCERTAIN;
    }
    return assessor.sign(pair) == objective.sign(pair) ? Verdict.SAME : Verdict.OPPOSITE;
  }

  private int count(Verdict verdict) {
    int count = 0;
    for (int pair = 0; pair < pairs(); pair++) {
      count += verdict(pair) == verdict ? 1 : 0;
    }
    return count;
  }

  private int pairs() {
    return assessor.pairs();
  }

  /** Metric ids, in the order of both lives. */
  public List<String> ids() {
    return ids;
  }

  public Life assessor() {
    return assessor;
  }

  public Life objective() {
    return objective;
  }

  public Standing assessorStanding() {
    return assessorStanding;
  }

  public Standing objectiveStanding() {
    return objectiveStanding;
  }

  /** Whether every pair is certain in both lives and the same. */
  public boolean agree() {
    return count(Verdict.SAME) == pairs();
  }

  /** The share of pairs that the lives order differently, ties ½, whatever their certainty. */
  public double share() {
    double share = 0;
    for (int pair = 0; pair < pairs(); pair++) {
      share += (1 - assessor.sign(pair) * objective.sign(pair)) / 2.0;
    }
    return share / pairs();
  }

  /** That share between the pairs certain and opposite, and those and the uncertain ones. */
  public AsymmetryFigure asymmetry() {
    double opposite = count(Verdict.OPPOSITE);
    double uncertain = count(Verdict.UNCERTAIN);
    return new AsymmetryFigure(
        share(),
        opposite / pairs(),
        (opposite + uncertain) / pairs(),
        ids.size(),
        Math.max(assessor.replicates(), objective.replicates()),
        proxy,
        null);
  }

  /** Pairs whose order differs with certainty in all pairs and both lives at once. */
  public List<List<String>> reversals() {
    double constant = simultaneousConstant();
    return pairsWhere(
        pair ->
            assessor.sign(pair) * objective.sign(pair) < 0
                && assessor.certain(pair, constant)
                && objective.certain(pair, constant));
  }

  /** Pairs without a common judge. */
  public List<List<String>> undetermined() {
    return pairsWhere(objective::undetermined);
  }

  /** 95% quantile of the largest |d* − d| / SE, widened for few units like every interval. */
  private double simultaneousConstant() {
    double[] largest = new double[Math.max(assessor.replicates(), objective.replicates())];
    if (largest.length == 0) {
      return Double.POSITIVE_INFINITY;
    }
    for (int r = 0; r < largest.length; r++) {
      for (int pair = 0; pair < pairs(); pair++) {
        double deviation = Math.max(assessor.deviation(pair, r), objective.deviation(pair, r));
        largest[r] = Math.max(largest[r], deviation);
      }
    }
    Arrays.sort(largest);
    int units = Math.min(assessor.units(), objective.units());
    return Intervals.quantile(largest, SIMULTANEOUS) * Intervals.widening(units);
  }

  /** Rank as assessor − rank as objective of one metric. */
  public Figure displacement(int metric) {
    return new Figure(
        assessorStanding.rank()[metric] - objectiveStanding.rank()[metric],
        assessorStanding.low()[metric] - objectiveStanding.high()[metric],
        assessorStanding.high()[metric] - objectiveStanding.low()[metric],
        ids.size(),
        null);
  }

  /** Spearman's ρ of the ranks, with what the open ranks allow and its permutation p. */
  public RankCorrelation spearman() {
    double rho = new PairedSample(assessorStanding.rank(), objectiveStanding.rank()).srcc();
    if (Double.isNaN(rho)) {
      return RankCorrelation.absent(ids.size(), "undefined: all metrics tie in one life");
    }
    double nearest = 0;
    double farthest = 0;
    for (int f = 0; f < ids.size(); f++) {
      double below = assessorStanding.low()[f] - objectiveStanding.high()[f];
      double above = assessorStanding.high()[f] - objectiveStanding.low()[f];
      double gap = Math.max(0, Math.max(below, -above));
      double reach = Math.max(-below, above);
      nearest += gap * gap;
      farthest += reach * reach;
    }
    int n = ids.size();
    double scale = 6.0 / (n * (n * (double) n - 1));
    Permutations orders = Permutations.of(assessorStanding.rank(), objectiveStanding.rank());
    return new RankCorrelation(
        rho,
        Math.min(rho, Math.max(-1, 1 - scale * farthest)),
        Math.max(rho, 1 - scale * nearest),
        n,
        orders.p(),
        orders.pMin(),
        orders.reason());
  }

  /** Kendall's τ-b of the pairs' signs. */
  public RankCorrelation kendall() {
    double balance = 0;
    double untiedAssessor = 0;
    double untiedObjective = 0;
    for (int pair = 0; pair < pairs(); pair++) {
      balance += assessor.sign(pair) * objective.sign(pair);
      untiedAssessor += Math.abs(assessor.sign(pair));
      untiedObjective += Math.abs(objective.sign(pair));
    }
    double tau = balance / Math.sqrt(untiedAssessor * untiedObjective);
    if (Double.isNaN(tau)) {
      return RankCorrelation.absent(ids.size(), "undefined: all metrics tie in one life");
    }
    double certain = count(Verdict.SAME) - count(Verdict.OPPOSITE);
    double uncertain = count(Verdict.UNCERTAIN);
    return new RankCorrelation(
        tau,
        Math.min(tau, (certain - uncertain) / pairs()),
        Math.max(tau, (certain + uncertain) / pairs()),
        ids.size(),
        null,
        null,
        null);
  }

  /**
   * This asymmetry − that of another setting, between what the uncertain signs allow.
   *
   * @param without the other setting's O, of the same metrics by the same judges
   */
  public Figure amplification(Life without) {
    double low = 0;
    double high = 0;
    double value = 0;
    for (int pair = 0; pair < pairs(); pair++) {
      int change = without.sign(pair) - objective.sign(pair);
      value += assessor.sign(pair) * change / 2.0;
      low += minimumChange(pair, without, 1);
      high -= minimumChange(pair, without, -1);
    }
    return new Figure(value / pairs(), low / pairs(), high / pairs(), ids.size(), null);
  }

  /** Minimum of direction · ½ · sgn dA · (sgn dO_none − sgn dO_s) over the uncertain signs. */
  private double minimumChange(int pair, Life without, int direction) {
    double least = Double.POSITIVE_INFINITY;
    for (int a : signs(assessor, pair)) {
      for (int none : signs(without, pair)) {
        for (int here : signs(objective, pair)) {
          least = Math.min(least, direction * a * (none - here) / 2.0);
        }
      }
    }
    return least;
  }

  private static int[] signs(Life life, int pair) {
    return life.certain(pair) ? new int[] {life.sign(pair)} : new int[] {-1, 1};
  }

  /** max O − O of the metric that is best by A: what choosing by IQA score costs. */
  public Figure regret() {
    return Regret.of(assessor, objective);
  }

  private List<List<String>> pairsWhere(IntPredicate wanted) {
    List<List<String>> pairs = new ArrayList<>();
    int pair = 0;
    for (int f = 0; f < ids.size(); f++) {
      for (int g = f + 1; g < ids.size(); g++, pair++) {
        if (wanted.test(pair)) {
          pairs.add(List.of(ids.get(f), ids.get(g)));
        }
      }
    }
    return pairs;
  }
}
