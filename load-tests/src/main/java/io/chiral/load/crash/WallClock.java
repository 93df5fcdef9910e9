package io.chiral.load.crash;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The wall clock of all processes of a trial that runs under libfaketime with a file of offsets
 * ({@code FAKETIME_TIMESTAMP_FILE}, {@code crash.clock}); their monotonic clocks go on.
 */
final class WallClock {
  /** By an hour each: back, forward to what is right, forward, back. */
  private static final List<Integer> OFFSETS_SECONDS = List.of(-3600, 0, 3600, 0);

  private int jumps;

  /** To the next offset. */
  void jump() {
    int offset = OFFSETS_SECONDS.get(jumps++ % OFFSETS_SECONDS.size());
    try {
      Files.writeString(Path.of(System.getProperty("crash.clock")), "%+d".formatted(offset));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
