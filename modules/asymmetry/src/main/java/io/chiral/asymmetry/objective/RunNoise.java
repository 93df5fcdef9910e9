package io.chiral.asymmetry.objective;

import io.chiral.asymmetry.replicate.Replicates;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What the run's seed does to a mean over images and judges: a variance v pooled over all cells of
 * the study (1 to 3 seeds are too few to be resampled), and its disturbance of each cell.
 */
final class RunNoise {

  private final List<JudgedSetting> settings;
  private final boolean sharedStart;
  private final Replicates replicates;
  private final Map<BitSet, Double> variances = new HashMap<>();
  private final Map<String, double[]> normals = new HashMap<>();

  /**
   * Pools.
   *
   * @param settings each at its aligned step
   * @param sharedStart whether the runs of a seed share a pretrained start
   * @param replicates how to draw
   */
  RunNoise(List<JudgedSetting> settings, boolean sharedStart, Replicates replicates) {
    this.settings = settings;
    this.sharedStart = sharedStart;
    this.replicates = replicates;
  }

  /** Whether no cell was repeated, so that v can't be told. */
  boolean unknown() {
    return settings.stream().mapToInt(this::freedom).sum() == 0;
  }

  /** v of the mean over these judges; 0 where it can't be told. */
  double variance(BitSet judges) {
    return variances.computeIfAbsent((BitSet) judges.clone(), this::pooled);
  }

  /** √(v/K)·z of one cell in each replicate. */
  double[] disturbance(JudgedSetting setting, String metric, BitSet judges) {
    double scale = Math.sqrt(variance(judges) / setting.seeds());
    double[] z =
        normals.computeIfAbsent(
            "run of %s in %s".formatted(metric, setting.setting()), replicates::normals);
    double[] scaled = new double[z.length];
    for (int r = 0; r < z.length; r++) {
      scaled[r] = scale * z[r];
    }
    return scaled;
  }

  private double pooled(BitSet judges) {
    double squares = 0;
    int freedom = 0;
    for (JudgedSetting setting : settings) {
      squares += squares(setting, judges);
      freedom += freedom(setting);
    }
    return freedom == 0 ? 0 : squares / freedom;
  }

  private int freedom(JudgedSetting setting) {
    int metrics = setting.metrics().size();
    return (sharedStart ? metrics - 1 : metrics) * (setting.seeds() - 1);
  }

  /** Σ of x̄(f,k) − x̄(f,·), less the seed's own mean where runs share a start. */
  private double squares(JudgedSetting setting, BitSet judges) {
    int metrics = setting.metrics().size();
    int seeds = setting.seeds();
    double[][] x = new double[metrics][seeds];
    double[] bySeed = new double[seeds];
    for (int f = 0; f < metrics; f++) {
      double mean = 0;
      for (int k = 0; k < seeds; k++) {
        int metric = f;
        int seed = k;
        x[f][k] =
            judges.stream()
                .mapToDouble(judge -> setting.by(judge).seedMeans(metric)[seed])
                .average()
                .orElse(0);
        mean += x[f][k] / seeds;
      }
      for (int k = 0; k < seeds; k++) {
        x[f][k] -= mean;
        bySeed[k] += x[f][k] / metrics;
      }
    }
    double squares = 0;
    for (int f = 0; f < metrics; f++) {
      for (int k = 0; k < seeds; k++) {
        double residual = x[f][k] - (sharedStart ? bySeed[k] : 0);
        squares += residual * residual;
      }
    }
    return squares;
  }
}
