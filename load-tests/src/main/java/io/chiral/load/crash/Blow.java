package io.chiral.load.crash;

import java.time.Duration;

/**
 * One thing done to one process.
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
    STOP,
    /**
     * Its network to the broker is cut past every time-out; then all that was held back arrives.
     */
    PARTITION,
    /** The wall clock of all processes jumps by an hour. */
    CLOCK
  }

  boolean isKill() {
    return kind == Kind.KILL;
  }

  String role() {
    return victim.replaceAll("-\\d+$", "");
  }
}
