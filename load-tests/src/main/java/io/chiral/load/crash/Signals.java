package io.chiral.load.crash;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;

/** Signals that Java can't send; POSIX systems only. */
final class Signals {
  private Signals() {}

  /**
   * SIGSTOP, and SIGCONT after that time; returns at once. A shell of its own waits, so that the
   * process goes on, and can end, even if this one is killed meanwhile.
   */
  static void freeze(long pid, Duration time) {
    String script = "kill -STOP $0; sleep $1; kill -CONT $0";
    try {
      new ProcessBuilder("sh", "-c", script, String.valueOf(pid), String.valueOf(time.toSeconds()))
          .redirectErrorStream(true)
          .redirectOutput(ProcessBuilder.Redirect.DISCARD)
          .start();
    } catch (IOException e) {
      throw new UncheckedIOException("can't freeze process " + pid, e);
    }
  }
}
