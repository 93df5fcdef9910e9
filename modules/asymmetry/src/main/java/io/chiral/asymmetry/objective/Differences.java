package io.chiral.asymmetry.objective;

import io.chiral.asymmetry.replicate.Intervals;
import io.chiral.asymmetry.replicate.Replicates;
import io.chiral.messages.report.Figure;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One setting less another: for each metric the mean over the judges that are kin to neither
 * discriminator nor metric, then the mean over metrics. A metric that no judge may judge is left
 * out.
 */
final class Differences {

  private final Panel panel;
  private final RunNoise noise;
  private final Replicates replicates;

  Differences(Panel panel, RunNoise noise, Replicates replicates) {
    this.panel = panel;
    this.noise = noise;
    this.replicates = replicates;
  }

  /**
   * A difference in standard deviations of the judges, more is better.
   *
   * @param value from the full data
   * @param replicates in each replicate, photographs drawn alike for both settings
   * @param units fewest photographs that a judge saw
   * @param images fewest test images that a judge saw
   */
  record Difference(double value, double[] replicates, int units, int images) {

    /** With its own 95% interval. */
    Figure figure() {
      return Intervals.figure(value, replicates, units, images);
    }

    /** The same in another unit. */
    Difference times(double unit) {
      double[] scaled = Arrays.stream(replicates).map(r -> unit * r).toArray();
      return new Difference(unit * value, scaled, units, images);
    }
  }

  /**
   * @param judges of one family, kin to neither setting
   * @return null where no judge may judge any of the metrics
   */
  @Nullable Difference between(
      JudgedSetting one, JudgedSetting other, List<String> metrics, BitSet judges) {
    List<String> judged =
        metrics.stream().filter(metric -> !panel.common(judges, metric, metric).isEmpty()).toList();
    if (judged.isEmpty()) {
      return null;
    }
    double value = 0;
    double[] sum = new double[replicates.count()];
    int units = Integer.MAX_VALUE;
    int images = Integer.MAX_VALUE;
    for (String metric : judged) {
      BitSet chosen = panel.common(judges, metric, metric);
      double share = 1.0 / judged.size();
      value += share * (mean(one, metric, chosen) - mean(other, metric, chosen));
      add(sum, one, metric, chosen, share);
      add(sum, other, metric, chosen, -share);
      for (int judge : chosen.stream().toArray()) {
        units = Math.min(units, Math.min(one.by(judge).units(), other.by(judge).units()));
        images = Math.min(images, Math.min(one.by(judge).images(), other.by(judge).images()));
      }
    }
    return new Difference(value, sum, units, images);
  }

  private static double mean(JudgedSetting setting, String metric, BitSet judges) {
    int f = setting.metric(metric);
    return judges.stream().mapToDouble(j -> setting.by(j).mean(f)).average().orElse(Double.NaN);
  }

  /** Photographs drawn, and the run's noise on the mean over the judges. */
  private void add(
      double[] sum, JudgedSetting setting, String metric, BitSet judges, double share) {
    int f = setting.metric(metric);
    double each = share / judges.cardinality();
    judges.stream().forEach(judge -> add(sum, setting.by(judge).replicates(f), each));
    add(sum, noise.disturbance(setting, metric, judges), share);
  }

  private static void add(double[] sum, double[] values, double share) {
    for (int r = 0; r < sum.length; r++) {
      sum[r] += share * values[r];
    }
  }
}
