package io.chiral.imagery.random;

/**
 * Random numbers without state: the n-th draw is a pure function of (seed, stream, n), so order of
 * use, threads and restarts cannot change it.
 *
 * <p>Three rounds of the SplitMix64 finaliser (Steele, Lea, Flood 2014; constants of Stafford's
 * variant 13) over the three words. Not for cryptography.
 */
public record CounterRandom(long seed, long stream) {
  private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;

  /** 64 uniform bits for counter {@code n}. */
  public long bits(long n) {
    return mix(mix(mix(seed + GOLDEN_GAMMA) ^ stream * GOLDEN_GAMMA) ^ (n + 1) * GOLDEN_GAMMA);
  }

  /** Uniform in [0, 1), 53 bits. */
  public double uniform(long n) {
    return (bits(n) >>> 11) * 0x1p-53;
  }

  /** Uniform in 0 … {@code bound} − 1; the bias is below {@code bound}·2⁻⁵³. */
  public int index(long n, int bound) {
    if (bound < 1) {
      throw new IllegalArgumentException("a bound is at least 1, got " + bound);
    }
    return (int) (uniform(n) * bound);
  }

  /** Standard normal, by Box and Muller from the uniforms of counters 2n and 2n + 1. */
  public double normal(long n) {
    double radius = Math.sqrt(-2 * Math.log(1 - uniform(2 * n)));
    return radius * Math.cos(2 * Math.PI * uniform(2 * n + 1));
  }

  /** A generator for a part of this one's work, independent of it and of other parts. */
  public CounterRandom part(long number) {
    return new CounterRandom(bits(~number), stream + 1);
  }

  private static long mix(long z) {
    long a = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    long b = (a ^ (a >>> 27)) * 0x94D049BB133111EBL;
    return b ^ (b >>> 31);
  }
}
