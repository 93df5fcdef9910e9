package io.chiral.load.crash;

import java.time.Duration;

/**
 * One signal to one process.
 *
 * @param number from 1
 * @param kind which
 * @param victim name of a process
 * @param afterOutcomes so many slices end first, counted from the blow before
 * @param delay after that
 */
record Blow(int number, Kind kind, String victim, int afterOutcomes, Duration delay) {

  enum Kind {
    /** SIGKILL. */
    KILL,
    /** SIGSTOP past every time-out, then SIGCONT. */
    FREEZE,
    /** SIGTERM: it has time to hand over. */
    STOP
  }

  String role() {
    return victim.replaceAll("-\\d+$", "");
  }
}
