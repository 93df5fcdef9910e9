package io.chiral.service.plan;

/**
 * Multiply-adds a second of one network on two cores, float32, from the times in {@code
 * load-tests/README.md}: small networks and transformers use the cores worse than VGG-16.
 *
 * @param forward of a forward pass
 * @param training of forward, backward and update together
 */
record Pace(double forward, double training) {
  private static final double GIGA = 1e9;

  static Pace giga(double forward, double training) {
    return new Pace(forward * GIGA, training * GIGA);
  }

  /** So many multiply-adds without gradients. */
  Work forward(double multiplyAdds) {
    return new Work(multiplyAdds, multiplyAdds / forward);
  }

  /** So many multiply-adds of forward and backward passes. */
  Work training(double multiplyAdds) {
    return new Work(multiplyAdds, multiplyAdds / training);
  }
}
