package io.chiral.load.crash;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.chiral.messages.Envelope;
import io.chiral.messages.MessageType;
import io.chiral.messages.Topics;
import io.chiral.service.Service;
import io.chiral.service.config.ChiralConfig;
import io.vertx.core.Future;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The same study left in peace: all roles in this process, one worker, long slices. */
final class Peace {
  private static final Duration PATIENCE = Duration.ofMinutes(20);

  private Peace() {}

  /** Runs the study to its end; everything that was published. */
  static List<Seen> undisturbed(Plan plan, Path folder)
      throws ExecutionException, InterruptedException, TimeoutException {
    Service service = start(settings(folder, Installation.store(folder)));
    try (Witness witness = new Witness(service.bootstrapServers()).start()) {
      send(service, plan);
      Pause.until(PATIENCE, () -> isComplete(witness.seen(Topics.standard().asymmetry())));
      return Witness.scan(service.bootstrapServers());
    } finally {
      get(service.close());
    }
  }

  /** All roles in one process, on free ports. */
  static Map<String, String> settings(Path data, Path store) {
    return Map.of(
        "data.dir", data.toString(),
        "store.dir", store.toString(),
        "http.port", "0",
        "management.port", "0",
        "worker.id", "peace",
        "worker.threads", "1");
  }

  static Service start(Map<String, String> settings)
      throws ExecutionException, InterruptedException, TimeoutException {
    return get(Service.start(ChiralConfig.load(null, settings)));
  }

  /** Asks for the study. */
  static void send(Service service, Plan plan)
      throws ExecutionException, InterruptedException, TimeoutException {
    String type = MessageType.START_STUDY.typeName();
    get(service.commands().send(new Envelope("calm", "/crash", type, null), TrialStudy.of(plan)));
  }

  /** Whether the last report is final. */
  static boolean isComplete(List<Seen> reports) {
    return !reports.isEmpty()
        && !reports.get(reports.size() - 1).body().path("provisional").asBoolean(true);
  }

  /** The last report, without when and from where it was made. */
  static JsonNode report(List<Seen> records) {
    List<Seen> reports =
        records.stream()
            .filter(record -> record.topic().equals(Topics.standard().asymmetry()))
            .toList();
    ObjectNode last = reports.get(reports.size() - 1).body().deepCopy();
    last.remove(List.of("generatedAt", "asOf"));
    return last;
  }

  static <T> T get(Future<T> future)
      throws ExecutionException, InterruptedException, TimeoutException {
    return future
        .toCompletionStage()
        .toCompletableFuture()
        .get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
  }
}
