package io.chiral.load.crash;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/** A {@link BrokerNodeMain} as a child process, started as often as it is killed. */
final class BrokerNode {
  private final Path settings;
  private final Path log;
  private final String clusterId;
  private @Nullable Process process;

  /**
   * @param folder of settings, log and data
   * @param all settings of Kafka's server but for where its data lie
   */
  BrokerNode(Path folder, Map<String, String> all, String clusterId) {
    this.settings = folder.resolve("server.properties");
    this.log = folder.resolve("server.log");
    this.clusterId = clusterId;
    Properties file = new Properties();
    file.putAll(all);
    file.setProperty("log.dirs", folder.resolve("data").toString());
    try {
      Files.createDirectories(folder);
      try (Writer writer = Files.newBufferedWriter(settings)) {
        file.store(writer, null);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns at once; clients can use it some seconds later. */
  void start() {
    try {
      process =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-Xmx256m",
                  "-XX:+UseSerialGC",
                  "-XX:TieredStopAtLevel=1",
                  "-cp",
                  System.getProperty("java.class.path"),
                  BrokerNodeMain.class.getName(),
                  settings.toString(),
                  clusterId)
              .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
              .redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()))
              .start();
    } catch (IOException e) {
      throw new UncheckedIOException("can't start a broker", e);
    }
  }

  /** SIGKILL; gone when this returns. */
  void kill() {
    if (process != null) {
      process.destroyForcibly();
      process.onExit().join();
    }
  }

  /** For signals. */
  long pid() {
    if (process == null) {
      throw new IllegalStateException("it was not started");
    }
    return process.pid();
  }
}
