package io.chiral.asymmetry.replicate;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * Random draws of bootstrap replicates: a pure function of (study, replicate, stratum, counter), so
 * that no figure depends on the order of arrival, on threads or on the node.
 *
 * @param study study id
 * @param count how many replicates, R
 */
public record Replicates(String study, int count) {

  /** Replicates of a report. */
  public static final int STANDARD = 1000;

  /** SplitMix64's increment: the golden ratio in 64 bits. */
  private static final long GOLDEN = 0x9E3779B97F4A7C15L;

  private static final double UNIT = 0x1.0p-53;

  /**
   * How often each unit is drawn in each replicate: n − 1 of n with replacement, which makes the
   * variance of a mean right instead of (n − 1)/n of it.
   *
   * @param stratum what the units are
   * @param units how many, n
   * @return shape R × n
   */
  public double[][] weights(String stratum, int units) {
    double[][] weights = new double[count][units];
    long key = key(stratum);
    for (int r = 0; r < count; r++) {
      long state = mix(key + r * GOLDEN);
      for (int draw = 1; draw < units; draw++) {
        long bits = mix(state + draw * GOLDEN);
        weights[r][(int) (((bits >>> 33) * units) >>> 31)]++;
      }
    }
    return weights;
  }

  /**
   * Standard normal numbers, one a replicate.
   *
   * @param stratum what they disturb
   */
  public double[] normals(String stratum) {
    double[] normals = new double[count];
    long key = key(stratum);
    for (int r = 0; r < count; r++) {
      long state = mix(key + r * GOLDEN);
      double radius = Math.sqrt(-2 * Math.log(1 - uniform(mix(state + GOLDEN))));
      normals[r] = radius * Math.cos(2 * Math.PI * uniform(mix(state + 2 * GOLDEN)));
    }
    return normals;
  }

  private long key(String stratum) {
    long key = 0;
    for (byte b : (study + '\n' + stratum).getBytes(UTF_8)) {
      key = mix(key + GOLDEN + b);
    }
    return key;
  }

  private static double uniform(long bits) {
    return (bits >>> 11) * UNIT;
  }

  /** SplitMix64's finaliser (Steele, Lea and Flood 2014). */
  private static long mix(long bits) {
    bits = (bits ^ (bits >>> 30)) * 0xBF58476D1CE4E5B9L;
    bits = (bits ^ (bits >>> 27)) * 0x94D049BB133111EBL;
    return bits ^ (bits >>> 31);
  }
}
