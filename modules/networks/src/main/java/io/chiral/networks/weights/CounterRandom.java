package io.chiral.networks.weights;

import java.nio.charset.StandardCharsets;

/**
 * Random numbers as a pure function of (key, counter): SplitMix64 addressed by position. Equal on
 * every machine and in any order of asking.
 *
 * @param key what tells streams apart; made by {@link #of}
 */
public record CounterRandom(long key) {

  private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;

  /** The stream {@code name} under {@code seed}. */
  public static CounterRandom of(long seed, String name) {
    long hash = 0xCBF29CE484222325L; // FNV-1a, 64 bits
    for (byte b : name.getBytes(StandardCharsets.UTF_8)) {
      hash = (hash ^ (b & 0xff)) * 0x100000001B3L;
    }
    return new CounterRandom(mix(mix(seed + GOLDEN_GAMMA) ^ hash));
  }

  /** 64 random bits. */
  public long bits(long counter) {
    return mix(key + (counter + 1) * GOLDEN_GAMMA);
  }

  /** Uniform in [0, 1), 53 bits. */
  public double uniform(long counter) {
    return (bits(counter) >>> 11) * 0x1.0p-53;
  }

  /** Standard normal; pairs of counters share one Box–Muller transform. */
  public double normal(long counter) {
    return normalPair(counter & ~1L)[(int) (counter & 1)];
  }

  /** The normals of an even counter and of the next, in one transform. */
  double[] normalPair(long even) {
    // StrictMath: equal on every machine.
    double radius = Math.sqrt(-2 * StrictMath.log(1 - uniform(even)));
    double angle = 2 * Math.PI * uniform(even + 1);
    return new double[] {radius * StrictMath.cos(angle), radius * StrictMath.sin(angle)};
  }

  /** Finaliser of SplitMix64 (Steele, Lea and Flood 2014; variant 13 of Stafford). */
  private static long mix(long z) {
    long y = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    y = (y ^ (y >>> 27)) * 0x94D049BB133111EBL;
    return y ^ (y >>> 31);
  }
}
