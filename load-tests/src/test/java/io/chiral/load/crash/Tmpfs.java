package io.chiral.load.crash;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeoutException;

/** A file system of a few MiB that can be filled and made read-only; only root may mount one. */
final class Tmpfs implements AutoCloseable {
  private static final int PIECE = 4096;

  private final Path place;

  private Tmpfs(Path place) {
    this.place = place;
  }

  /** Mounts one on a new directory. */
  static Tmpfs mount(Path place, int mebibytes) throws IOException {
    Files.createDirectories(place);
    run("mount", "-t", "tmpfs", "-o", "size=" + mebibytes + "m", "tmpfs", place.toString());
    return new Tmpfs(place);
  }

  /** Whether this user may. */
  static boolean isPermitted(Path scratch) {
    try (Tmpfs trial = mount(scratch, 1)) {
      return Files.exists(trial.place);
    } catch (IOException refused) {
      return false;
    }
  }

  Path path() {
    return place;
  }

  /** Takes what is free, but for so much. */
  void fill(long leaving) throws IOException {
    long bytes = Files.getFileStore(place).getUsableSpace() - leaving;
    try (OutputStream out = Files.newOutputStream(ballast())) {
      for (long written = 0; written + PIECE <= bytes; written += PIECE) {
        out.write(new byte[PIECE]);
      }
    } catch (IOException full) {
      if (Files.getFileStore(place).getUsableSpace() > leaving) {
        throw full; // else somebody else took the last of it meanwhile
      }
    }
  }

  void makeRoom() throws IOException {
    Files.delete(ballast());
  }

  private Path ballast() {
    return place.resolve("ballast");
  }

  /** As soon as no file is open for writing. */
  void makeReadOnly() throws TimeoutException {
    Pause.until(Duration.ofMinutes(1), () -> remounted("ro"));
  }

  void makeWritable() throws TimeoutException {
    Pause.until(Duration.ofMinutes(1), () -> remounted("rw"));
  }

  private boolean remounted(String how) {
    try {
      run("mount", "-o", "remount," + how, place.toString());
      return true;
    } catch (IOException busy) {
      return false;
    }
  }

  @Override
  public void close() {
    try {
      run("umount", "-l", place.toString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void run(String... command) throws IOException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), UTF_8);
    if (process.onExit().join().exitValue() != 0) {
      throw new IOException(List.of(command) + ": " + said);
    }
  }
}
