package io.chiral.service.image;

import io.chiral.service.cli.UserException;

/** What numbers an option takes. */
final class Range {
  static final int MOST_THREADS = 1024;

  private Range() {}

  /**
   * @throws UserException if the number is outside; says the option and its range
   */
  static void require(String option, int number, int least, int most) {
    if (number < least || number > most) {
      throw new UserException(
          "%s: %d must be a whole number from %d to %d".formatted(option, number, least, most));
    }
  }
}
