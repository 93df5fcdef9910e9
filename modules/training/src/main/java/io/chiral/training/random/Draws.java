package io.chiral.training.random;

import io.chiral.networks.weights.CounterRandom;

/**
 * Random whole numbers by place: the {@code n}-th draw of a purpose is the same whenever and
 * wherever it is asked for.
 */
public final class Draws {

  private final CounterRandom random;

  /**
   * @param purpose tells draws of one seed apart
   */
  public Draws(long seed, String purpose) {
    random = CounterRandom.of(seed, purpose);
  }

  /** Uniform in 0 … bound − 1. */
  public int below(int bound, long n) {
    return (int) (random.uniform(n) * bound);
  }

  /** 64 random bits, as a key to sort by. */
  public long key(long n) {
    return random.bits(n);
  }
}
