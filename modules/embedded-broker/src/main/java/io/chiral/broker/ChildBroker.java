package io.chiral.broker;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A broker in a JVM of its own, on this JVM's class path.
 *
 * <p>The child's standard input is a pipe from this process and carries nothing: its end tells the
 * child to stop, so a parent that is killed takes the child with it. The child's log goes to this
 * process's standard error.
 */
public final class ChildBroker implements EmbeddedBroker {

  private static final long STOP_SECONDS = 20;

  private final BrokerOptions options;
  private @Nullable Process process;
  private @Nullable String bootstrapServers;

  ChildBroker(BrokerOptions options) {
    this.options = options;
  }

  @Override
  public synchronized void start() {
    if (process != null) {
      throw new IllegalStateException("The broker has been started already.");
    }
    try {
      Process child =
          new ProcessBuilder(command()).redirectError(ProcessBuilder.Redirect.INHERIT).start();
      process = child;
      bootstrapServers = awaitAddress(child);
    } catch (IOException e) {
      throw new BrokerStartException("The broker's JVM could not be started: " + e.getMessage(), e);
    }
  }

  @Override
  public synchronized String bootstrapServers() {
    if (bootstrapServers == null) {
      throw new IllegalStateException("The broker does not run; start it first.");
    }
    return bootstrapServers;
  }

  /** The child's process id, for a test that measures or ends it. */
  public synchronized long pid() {
    if (process == null) {
      throw new IllegalStateException("The broker does not run; start it first.");
    }
    return process.pid();
  }

  /** Ends the child at once (SIGKILL) and waits until it is gone, as a crash would. */
  public synchronized void kill() {
    if (process != null) {
      await(process.destroyForcibly());
      forget();
    }
  }

  @Override
  public synchronized void close() {
    if (process == null) {
      return;
    }
    try {
      process.getOutputStream().close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      if (!await(process)) {
        await(process.destroyForcibly());
      }
      forget();
    }
  }

  private void forget() {
    process = null;
    bootstrapServers = null;
  }

  private List<String> command() {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    // A small heap and the first compiler alone: a laptop's broker is idle most of the time.
    command.addAll(List.of("-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
    String logging = System.getProperty("logback.configurationFile");
    if (logging != null) {
      command.add("-Dlogback.configurationFile=" + logging);
    }
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add(ChildBrokerMain.class.getName());
    command.addAll(List.of(options.directory().toString(), String.valueOf(options.port())));
    options.settings().forEach((name, value) -> command.add(name + "=" + value));
    return command;
  }

  /** The child says one line: its address, or why it has none. */
  private String awaitAddress(Process child) throws IOException {
    BufferedReader says = new BufferedReader(new InputStreamReader(child.getInputStream(), UTF_8));
    String line = says.readLine();
    if (line != null && line.startsWith(ChildBrokerMain.READY)) {
      return line.substring(ChildBrokerMain.READY.length());
    }
    await(child.destroyForcibly());
    forget();
    throw new BrokerStartException(
        line == null
            ? "The broker's JVM ended before it was ready; its log on standard error says why."
            : line.substring(ChildBrokerMain.FAILED.length()),
        null);
  }

  private static boolean await(Process child) {
    try {
      return child.waitFor(STOP_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
