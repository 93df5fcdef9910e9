package io.chiral.load.crash;

import com.fasterxml.jackson.databind.JsonNode;
import io.chiral.messages.Codec;
import io.chiral.messages.Topics;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;

/**
 * A study in peace, the same study under blows, and what differs between them.
 *
 * <pre>
 *   plan ─► undisturbed study (this process)      ─► records, store ─┐
 *        └► installation of many processes, blows ─► records, store ─┴► verdict
 * </pre>
 */
final class CrashTrial {
  private static final Duration PROGRESS = Duration.ofMinutes(6);
  private static final Duration END = Duration.ofMinutes(30);
  private static final Topics TOPICS = Topics.standard();

  private final Plan plan;
  private final Path folder;
  private final PrintStream out;
  private final HttpClient http = HttpClient.newHttpClient();
  private final List<Recovery> recoveries = new ArrayList<>();
  private int revived;

  CrashTrial(Plan plan, Path folder, PrintStream out) {
    this.plan = plan;
    this.folder = folder;
    this.out = out;
  }

  /** Does all of it; prints a table and says what is wrong, nothing where all is well. */
  List<String> run()
      throws IOException, InterruptedException, ExecutionException, TimeoutException {
    say("%s", plan);
    long began = System.nanoTime();
    Path calm = folder.resolve("peace");
    List<Seen> peace = Peace.undisturbed(plan, calm);
    say("undisturbed study: %.0f s", since(began));
    Path crash = Files.createDirectories(folder.resolve("crash"));
    try (Installation installation = new Installation(crash, plan)) {
      Thread end = new Thread(installation::close, "end-children");
      Runtime.getRuntime().addShutdownHook(end);
      try {
        Verdict verdict = disturbed(installation, peace);
        verdict.judge(Installation.store(calm), Installation.store(crash));
        verdict.counts().forEach((what, count) -> say("%s: %d", what, count));
        return verdict.problems();
      } finally {
        Runtime.getRuntime().removeShutdownHook(end);
      }
    }
  }

  private Verdict disturbed(Installation installation, List<Seen> peace)
      throws IOException, InterruptedException, TimeoutException {
    long began = System.nanoTime();
    installation.start();
    installation.awaitReady();
    say("%d processes and a broker ready: %.0f s", installation.members().size(), since(began));
    List<URI> gateways =
        installation.members("gateway").stream()
            .map(member -> URI.create("ws://127.0.0.1:%d/api/v1/live".formatted(member.httpPort())))
            .toList();
    try (Witness witness = new Witness(installation.bootstrapServers()).start();
        Monitor monitor = new Monitor(gateways).start()) {
      submit(installation);
      long submitted = System.nanoTime();
      strikeAll(installation, witness);
      Pause.until(END, () -> isOver(installation, witness));
      say("disturbed study: %.0f s, %s", since(submitted), monitor.summary());
      List<Seen> crash = Witness.scan(installation.bootstrapServers());
      say("processes that ended by themselves and were started again: %d", revived);
      say("%s", Recovery.table(recoveries, witness.seen()));
      caughtUp(monitor, crash);
      return new Verdict(peace, crash).heardBy(witness.seen()).shownTo(monitor);
    }
  }

  private void strikeAll(Installation installation, Witness witness) throws TimeoutException {
    for (Blow blow : plan.blows()) {
      long wanted = witness.count(TOPICS.outcomes()) + blow.afterOutcomes();
      Pause.until(
          PROGRESS,
          () -> witness.count(TOPICS.outcomes()) >= wanted || isOver(installation, witness));
      Pause.of(blow.delay());
      if (Peace.isComplete(witness.seen(TOPICS.asymmetry()))) {
        throw new IllegalStateException("the study ended before blow " + blow);
      }
      List<String> inHand = inHand(blow.victim(), witness.seen(TOPICS.runs()));
      recoveries.add(new Recovery(blow, System.nanoTime(), System.currentTimeMillis(), inHand));
      say("%s", blow);
      installation.strike(blow);
    }
  }

  private boolean isOver(Installation installation, Witness witness) {
    List<String> again = installation.revive();
    revived += again.size();
    again.forEach(name -> say("%s had ended and was started again", name));
    return Peace.isComplete(witness.seen(TOPICS.asymmetry()));
  }

  /** What the command role believes that a worker computes now. */
  private static List<String> inHand(String worker, List<Seen> runs) {
    Map<String, JsonNode> latest = new HashMap<>();
    runs.forEach(run -> latest.put(run.text("run"), run.body()));
    return latest.values().stream()
        .filter(run -> run.path("outstanding").path("worker").asText().equals(worker))
        .map(run -> run.path("run").asText() + "/" + run.path("outstanding").path("slice").asText())
        .toList();
  }

  /** To every gateway, under one key: only the first may have an effect. */
  private void submit(Installation installation) throws IOException, InterruptedException {
    byte[] body = new Codec().write(TrialStudy.of(plan));
    for (Member gateway : installation.members("gateway")) {
      HttpResponse<String> answer =
          http.send(
              HttpRequest.newBuilder(
                      URI.create(
                          "http://127.0.0.1:%d/api/v1/studies".formatted(gateway.httpPort())))
                  .header("content-type", "application/json")
                  .header("idempotency-key", "crash")
                  .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                  .build(),
              HttpResponse.BodyHandlers.ofString());
      if (answer.statusCode() != 202) {
        throw new IllegalStateException("%s: %s".formatted(answer, answer.body()));
      }
    }
  }

  private static void caughtUp(Monitor monitor, List<Seen> crash) {
    try {
      Pause.until(Duration.ofSeconds(30), () -> monitor.curves().equals(Ledger.steps(crash)));
    } catch (TimeoutException differs) {
      // The verdict says how.
    }
  }

  private void say(String format, Object... values) {
    out.printf(format + "%n", values);
  }

  private static double since(long nanos) {
    return (System.nanoTime() - nanos) / 1e9;
  }

  /** In {@code FOLDER}, with a plan of system properties; ends with 1 where something is wrong. */
  public static void main(String[] folder) throws Exception {
    List<String> problems = new CrashTrial(Plan.configured(), Path.of(folder[0]), System.out).run();
    problems.forEach(System.out::println);
    System.exit(problems.isEmpty() ? 0 : 1);
  }
}
