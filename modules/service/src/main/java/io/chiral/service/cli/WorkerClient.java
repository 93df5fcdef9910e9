package io.chiral.service.cli;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/** Asks and tells a worker process over its management port; blocking. */
final class WorkerClient {
  private static final Duration TIMEOUT = Duration.ofSeconds(20);

  private final URI management;
  private final HttpClient http = HttpClient.newBuilder().connectTimeout(TIMEOUT).build();
  private final JsonMapper json =
      JsonMapper.builder().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();

  /**
   * @param management such as {@code http://127.0.0.1:8081}
   */
  WorkerClient(URI management) {
    this.management = management;
  }

  /**
   * How a worker stands.
   *
   * @param intake {@code taking}, {@code draining} or {@code drained}
   * @param since RFC 3339
   * @param slice what it is at, for people
   */
  record Status(String worker, String intake, String since, String slice) {}

  Status status() {
    return send(HttpRequest.newBuilder(management.resolve("/worker")).GET());
  }

  /** Begins to drain it. */
  Status drain() {
    return post("/worker/drain");
  }

  /** Lets it take slices again. */
  Status undrain() {
    return post("/worker/undrain");
  }

  private Status post(String path) {
    return send(
        HttpRequest.newBuilder(management.resolve(path)).POST(HttpRequest.BodyPublishers.noBody()));
  }

  private Status send(HttpRequest.Builder request) {
    HttpRequest ready = request.timeout(TIMEOUT).build();
    try {
      HttpResponse<byte[]> answer = http.send(ready, HttpResponse.BodyHandlers.ofByteArray());
      if (answer.statusCode() >= 300) {
        throw new UserException(
            "%s answered %d: %s"
                .formatted(
                    ready.uri(),
                    answer.statusCode(),
                    json.readTree(answer.body()).path("detail").asText()));
      }
      return json.readValue(answer.body(), Status.class);
    } catch (IOException e) {
      throw new UserException(
          "no answer from %s (%s); is it a worker's management port?"
              .formatted(ready.uri(), ServerAddress.reason(e)),
          e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UserException("interrupted", e);
    }
  }
}
