package io.chiral.training.slice;

import ai.djl.engine.Engine;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** What matters for results to be equal bit by bit. */
public final class Platform {

  private static final Path CPU_INFO = Path.of("/proc/cpuinfo");

  private Platform() {}

  /**
   * Kind of CPU, threads and library versions in one line; equal lines promise equal bits. Starts
   * DJL's engine.
   */
  public static String describe(int threads) {
    return "%s; %d threads; PyTorch %s, DJL %s"
        .formatted(cpu(), threads, Engine.getInstance().getVersion(), Engine.getDjlVersion());
  }

  private static String cpu() {
    if (Files.isReadable(CPU_INFO)) {
      try (Stream<String> lines = Files.lines(CPU_INFO, StandardCharsets.UTF_8)) {
        return lines
            .filter(line -> line.startsWith("model name"))
            .findFirst()
            .map(line -> line.substring(line.indexOf(':') + 1).strip())
            .orElseGet(Platform::architecture);
      } catch (IOException e) {
        return architecture(); // another kernel's /proc; the architecture is known in any case
      }
    }
    return architecture();
  }

  private static String architecture() {
    return System.getProperty("os.name") + " " + System.getProperty("os.arch");
  }
}
