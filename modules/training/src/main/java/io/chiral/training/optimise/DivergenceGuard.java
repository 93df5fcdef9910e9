package io.chiral.training.optimise;

import io.chiral.training.ImpossibleException;
import java.util.Map;
import java.util.SortedMap;

/** Counts steps whose update was skipped because something was not finite. */
final class DivergenceGuard {

  private static final int LARGEST_IN_A_ROW = 10;

  private int skipped;
  private int inARow;

  /**
   * @param finite whether all of the step's updates were made
   * @throws ImpossibleException after more than ten skipped steps in a row
   */
  void step(int step, boolean finite) {
    inARow = finite ? 0 : inARow + 1;
    skipped += finite ? 0 : 1;
    if (inARow > LARGEST_IN_A_ROW) {
      throw new ImpossibleException(
          ("diverged: losses or gradients of %d steps in a row up to step %d were not finite; "
                  + "lower the learning rate or the adversarial weight, or clip the gradient")
              .formatted(inARow, step));
    }
  }

  int skipped() {
    return skipped;
  }

  void save(SortedMap<String, Double> numbers) {
    numbers.put("skipped", (double) skipped);
    numbers.put("skipped_in_a_row", (double) inARow);
  }

  void restore(Map<String, Double> numbers) {
    skipped = numbers.getOrDefault("skipped", 0.0).intValue();
    inARow = numbers.getOrDefault("skipped_in_a_row", 0.0).intValue();
  }
}
