package io.chiral.service.cli;

import java.io.PrintWriter;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** {@code chiral worker …}: one worker process, over its management port. */
@Command(
    name = "worker",
    description = "Drain a worker: it hands over its slice, takes no other and stays up.")
final class WorkerCommand {
  private static final String DRAINED = "drained";
  private static final String TAKING = "taking";
  private static final Duration PATIENCE = Duration.ofMinutes(1);
  private static final Duration BETWEEN = Duration.ofMillis(500);

  @Spec private CommandSpec spec;

  @Option(
      names = "--management",
      paramLabel = "URL",
      scope = ScopeType.INHERIT,
      converter = ServerAddress.class,
      defaultValue = "http://127.0.0.1:8081",
      description = "Its management port (default: ${DEFAULT-VALUE}).")
  private URI management;

  @SuppressWarnings("NullAway.Init") // picocli fills the fields in
  WorkerCommand() {}

  @Command(name = "status", description = "Whether it takes slices, and what it is at.")
  int status() {
    return tell(new WorkerClient(management).status());
  }

  @Command(
      name = "drain",
      description = "End the slice in progress at its next step and take no other.")
  int drain(
      @Option(names = "--no-wait", description = "Don't wait until it is drained.") boolean noWait)
      throws InterruptedException {
    WorkerClient client = new WorkerClient(management);
    WorkerClient.Status status = client.drain();
    while (!noWait && !status.intake().equals(DRAINED)) {
      TimeUnit.MILLISECONDS.sleep(BETWEEN.toMillis());
      status = client.status();
    }
    return tell(status);
  }

  @Command(name = "undrain", description = "Take slices again; waits until it does.")
  int undrain() throws InterruptedException {
    WorkerClient client = new WorkerClient(management);
    WorkerClient.Status status = client.undrain();
    // It answers before it has joined its group again, which Kafka may refuse or put off.
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!status.intake().equals(TAKING)) {
      if (System.nanoTime() > end) {
        throw new UserException(
            "%s is still %s after %d s; its log says why"
                .formatted(status.worker(), status.intake(), PATIENCE.toSeconds()));
      }
      TimeUnit.MILLISECONDS.sleep(BETWEEN.toMillis());
      status = client.status();
    }
    return tell(status);
  }

  private int tell(WorkerClient.Status status) {
    PrintWriter out = spec.commandLine().getOut();
    out.printf(
        "%s is %s since %s: %s%n",
        status.worker(), status.intake(), status.since(), status.slice());
    return 0;
  }
}
