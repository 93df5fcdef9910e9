package io.chiral.load.pace;

import com.fasterxml.jackson.databind.JsonNode;
import io.chiral.load.crash.Installation;
import io.chiral.load.crash.Pause;
import io.chiral.load.crash.Seen;
import io.chiral.load.crash.Witness;
import io.chiral.messages.Topics;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/** Runs that differ in nothing but their seed, each in a slice after the other. */
final class EqualRuns {
  private static final Topics TOPICS = Topics.standard();
  private static final Duration END = Duration.ofMinutes(30);
  private static final String BODY =
      """
      {"study": "%s", "run": {"kind": "optimise", "generator": {"config": "small", "scale": 4},
       "trainSet": "cc0-photographs/train", "patch": 16, "batch": 4,
       "fidelity": {"id": "ssim", "kind": "ssim"}, "fidelityWeight": 0.5,
       "optimiser": {"learningRate": 0.001}, "steps": %d, "logEvery": 1, "seed": %d}}
      """;

  private final Installation installation;
  private final Witness witness;
  private final HttpClient http = HttpClient.newHttpClient();

  EqualRuns(Installation installation, Witness witness) {
    this.installation = installation;
    this.witness = witness;
  }

  /**
   * Submits runs and waits for all of them.
   *
   * @param study a new study id
   * @param steps of each
   */
  Result compute(String study, int runs, int steps)
      throws IOException, InterruptedException, TimeoutException {
    submit(study, runs, steps);
    Pause.until(END, () -> states(study, "completed").count() >= runs);
    long begin = states(study, "running").mapToLong(Seen::timestamp).min().orElseThrow();
    long end = states(study, "completed").mapToLong(Seen::timestamp).max().orElseThrow();
    List<Seen> slices = of(TOPICS.outcomes(), study).toList();
    double steps1 = of(TOPICS.metrics(), study).mapToDouble(EqualRuns::stepSeconds).sum();
    return new Result((end - begin) / 1e3, steps1, slices.size());
  }

  /** Submits runs and waits for none. */
  void submit(String study, int runs, int steps) throws IOException, InterruptedException {
    for (int seed = 1; seed <= runs; seed++) {
      submitOne(study, seed, steps);
    }
  }

  private void submitOne(String study, int seed, int steps)
      throws IOException, InterruptedException {
    int port = installation.members(Processes.FRONT).get(0).httpPort();
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:%d/api/v1/runs".formatted(port)))
            .header("content-type", "application/json")
            .header("idempotency-key", study + "-" + seed)
            .POST(HttpRequest.BodyPublishers.ofString(BODY.formatted(study, steps, seed)))
            .build();
    HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
    if (answer.statusCode() != 202) {
      throw new IllegalStateException("%s: %s".formatted(answer, answer.body()));
    }
  }

  private Stream<Seen> states(String study, String status) {
    return of(TOPICS.runs(), study).filter(run -> run.text("status").equals(status));
  }

  private Stream<Seen> of(String topic, String study) {
    return witness.seen(topic).stream().filter(record -> record.text("study").equals(study));
  }

  /** Sum over the steps that an event tells of. */
  private static double stepSeconds(Seen event) {
    JsonNode names = event.body().path("names");
    double sum = 0;
    for (int i = 0; i < names.size(); i++) {
      if (names.get(i).asText().equals("step_seconds")) {
        for (JsonNode value : event.body().path("columns").get(i)) {
          sum += value.asDouble();
        }
      }
    }
    return sum;
  }

  /**
   * What it took.
   *
   * @param wallSeconds from the first slice given to the last run completed, by the broker's clock
   * @param stepSeconds in training steps alone, over all workers
   * @param slices how many
   */
  record Result(double wallSeconds, double stepSeconds, int slices) {}
}
