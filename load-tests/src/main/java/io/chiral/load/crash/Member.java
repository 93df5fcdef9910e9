package io.chiral.load.crash;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One process of the installation, started as often as it is struck, always with the same settings;
 * its log is one file.
 */
public final class Member implements AutoCloseable {
  /** It may be frozen when it is asked to end, and then has 20 s for a hand-over. */
  private static final Duration PATIENCE = Duration.ofSeconds(45);

  private static final int ENDED_BY_SIGTERM = 128 + 15;

  private final String name;
  private final Map<String, String> settings;
  private final Path log;
  private final HttpClient http = HttpClient.newHttpClient();
  private @Nullable Process process;

  /**
   * @param name such as {@code worker-1}
   * @param settings of {@code chiral serve}
   */
  Member(String name, Map<String, String> settings, Path log) {
    this.name = name;
    this.settings = Map.copyOf(settings);
    this.log = log;
  }

  /** Such as {@code worker-1}. */
  public String name() {
    return name;
  }

  /** Such as {@code worker}. */
  public String role() {
    return name.replaceAll("-\\d+$", "");
  }

  /** Port of health and metrics. */
  public int managementPort() {
    return port("management.port");
  }

  /** Port of the gateway. */
  public int httpPort() {
    return port("http.port");
  }

  private int port(String key) {
    return Integer.parseInt(settings.getOrDefault(key, "0"));
  }

  /** Starts it; it is not ready yet. */
  public synchronized void start() {
    try {
      process =
          new ProcessBuilder(command())
              .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
              .redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()))
              .start();
    } catch (IOException e) {
      throw new UncheckedIOException("can't start " + name, e);
    }
  }

  private List<String> command() {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    // Small, and quick to start again: two cores carry all of them.
    command.addAll(List.of("-Xmx384m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
    command.addAll(List.of("-Xshare:auto", "-Dai.djl.offline=true", "-DOPT_OUT_TRACKING=true"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.addAll(List.of(ChildMain.class.getName(), "serve", "--roles", role()));
    settings.forEach((key, value) -> command.addAll(List.of("--set", key + "=" + value)));
    return command;
  }

  /** Whether it says that it is ready. */
  public boolean isReady() {
    try {
      URI ready = URI.create("http://127.0.0.1:%d/health/ready".formatted(managementPort()));
      return http.send(
                  HttpRequest.newBuilder(ready).timeout(Duration.ofSeconds(5)).build(),
                  HttpResponse.BodyHandlers.discarding())
              .statusCode()
          == 200;
    } catch (IOException notYet) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  /** Its process id. */
  public synchronized long pid() {
    return Objects.requireNonNull(process).pid();
  }

  /** Whether it runs; it may also have ended by itself. */
  synchronized boolean isAlive() {
    return process != null && process.isAlive();
  }

  /** SIGKILL; gone when this returns. */
  synchronized void kill() {
    if (process != null) {
      process.destroyForcibly();
      process.onExit().join();
      process = null;
    }
  }

  /**
   * SIGTERM.
   *
   * @return whether it ended in time and by itself, as that signal asked
   */
  public synchronized boolean stop() {
    if (process == null) {
      return true;
    }
    // Process.destroy() would also close its standard input, at whose end it halts.
    process.toHandle().destroy();
    try {
      return process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)
          && process.exitValue() == ENDED_BY_SIGTERM;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    } finally {
      kill();
    }
  }

  synchronized void freeze(Duration time) {
    if (process != null) {
      Signals.freeze(process.pid(), time);
    }
  }

  @Override
  public void close() {
    kill();
  }
}
