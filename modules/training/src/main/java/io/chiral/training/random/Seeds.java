package io.chiral.training.random;

import io.chiral.networks.weights.CounterRandom;

/**
 * Seeds for the parts of a run, so that no two parts draw the same numbers.
 *
 * @param seed of the run
 */
public record Seeds(long seed) {

  /** Of the generator's first values. */
  public long generator() {
    return derived("generator");
  }

  /** Of the discriminator's first values. */
  public long discriminator() {
    return derived("discriminator");
  }

  /** Of a metric's values: the same for its two lives, as objective and as assessor. */
  public long metric() {
    return derived("metric");
  }

  /** Of what is dropped in a step. */
  public long dropPath(int step) {
    return CounterRandom.of(seed, "drop-path").bits(step);
  }

  /**
   * Of how a discriminator's images are augmented in a step.
   *
   * @param side {@code real} or {@code fake}: generated images look the same to both networks
   */
  public long augmentation(String side, int step) {
    return CounterRandom.of(seed, "augmentation-" + side).bits(step);
  }

  private long derived(String part) {
    return CounterRandom.of(seed, part).bits(0);
  }
}
