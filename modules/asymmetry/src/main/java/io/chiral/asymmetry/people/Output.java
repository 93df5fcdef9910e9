package io.chiral.asymmetry.people;

import java.util.Comparator;

/**
 * What one training made of the test images at one step.
 *
 * @param setting setting id
 * @param metric metric id
 * @param step of the checkpoint
 * @param seed of the run; −1: of all seeds together
 */
record Output(String setting, String metric, int step, long seed) implements Comparable<Output> {

  private static final long ANY = -1;

  private static final Comparator<Output> ORDER =
      Comparator.comparing(Output::setting)
          .thenComparing(Output::metric)
          .thenComparingInt(Output::step)
          .thenComparingLong(Output::seed);

  /** The same cell, whichever its seed. */
  Output ofAnySeed() {
    return new Output(setting, metric, step, ANY);
  }

  @Override
  public int compareTo(Output other) {
    return ORDER.compare(this, other);
  }
}
