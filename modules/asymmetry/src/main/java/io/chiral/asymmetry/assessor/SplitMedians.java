package io.chiral.asymmetry.assessor;

import io.chiral.asymmetry.assessor.TestPart.Prepared;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * One statistic of one metric: the median over splits of the mean over its initialisation seeds.
 *
 * <p>Where items are ranked among those of other contents, replicates go half the way from the data
 * to what was drawn, and what changes is doubled. Drawn as they are, a test part of four contents
 * is often one of two or three, and intervals of differences covered 99 to 100% in simulated
 * studies; half the way, standard errors agree with the spread from study to study within 8% (8
 * contents, 4 of them tested).
 */
final class SplitMedians {

  private static final double UNKNOWN = Double.NEGATIVE_INFINITY;
  private static final double HALF = 0.5;

  private final List<List<Prepared>> bySeed;
  private final SplitDraws draws;
  private final boolean halfWay;

  /**
   * Of a metric.
   *
   * @param bySeed its prepared test parts by seed, then split
   * @param draws how to draw
   * @param halfWay whether replicates go half the way
   */
  SplitMedians(List<List<Prepared>> bySeed, SplitDraws draws, boolean halfWay) {
    this.bySeed = bySeed;
    this.draws = draws;
    this.halfWay = halfWay;
  }

  /** From all contents and splits. */
  double full() {
    return Medians.of(values(), Medians.ones(draws.splits()));
  }

  private double[] values() {
    double[] once = draws.allContents();
    return IntStream.range(0, draws.splits()).mapToDouble(split -> value(split, once)).toArray();
  }

  /** In the first so many replicates; none with too few splits. */
  double[] replicates(int count) {
    if (draws.splits() < Benchmark.MIN_SPLITS) {
      return new double[0];
    }
    double[][] bySplit = new double[Math.min(count, draws.count())][draws.splits()];
    double[] values = halfWay ? values() : new double[draws.splits()];
    for (int split = 0; split < draws.splits(); split++) {
      double[] known = new double[bySplit.length];
      Arrays.fill(known, UNKNOWN);
      for (int r = 0; r < bySplit.length; r++) {
        int first = draws.first(split, r);
        if (draws.splits(r)[split] > 0 && known[first] == UNKNOWN) {
          known[first] = replicate(split, draws.contents(first), values[split]);
        }
        bySplit[r][split] = known[first];
      }
    }
    double[] replicates = new double[bySplit.length];
    Arrays.setAll(replicates, r -> Medians.of(bySplit[r], draws.splits(r)));
    return replicates;
  }

  private double replicate(int split, double[] drawn, double value) {
    return halfWay ? value + (value(split, halfWay(drawn)) - value) / HALF : value(split, drawn);
  }

  /** n − 1 of n are drawn; with n/(n − 1) they weigh as much as all. */
  private static double[] halfWay(double[] drawn) {
    double scale = drawn.length / (drawn.length - 1.0);
    return Arrays.stream(drawn).map(times -> 1 + HALF * (scale * times - 1)).toArray();
  }

  private double value(int split, double[] drawn) {
    double sum = 0;
    for (List<Prepared> parts : bySeed) {
      sum += parts.get(split).value(drawn);
    }
    return sum / bySeed.size();
  }
}
