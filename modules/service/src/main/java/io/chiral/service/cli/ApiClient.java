package io.chiral.service.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.chiral.service.command.Rehearsal.Refusal;
import io.chiral.service.gateway.report.ReportFormat;
import io.chiral.service.plan.StudyPlan;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads a Chiral server over its public HTTP interface; blocking, for the command line only. */
public final class ApiClient {
  private static final Duration TIMEOUT = Duration.ofSeconds(20);

  /** Where photographs may be compared before the answer. */
  private static final Duration LONG_TIMEOUT = Duration.ofMinutes(5);

  private final URI base;
  private final HttpClient http = HttpClient.newBuilder().connectTimeout(TIMEOUT).build();
  private final JsonMapper json =
      JsonMapper.builder().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();

  /**
   * A client of one server.
   *
   * @param server such as {@code http://127.0.0.1:8080}
   */
  public ApiClient(URI server) {
    this.base = server.resolve("/api/v1/");
  }

  /** What a person wants to know of a study at a glance; null: the server has not seen it yet. */
  public @Nullable StudyLine study(String id) {
    HttpResponse<byte[]> answer = get("studies/" + id);
    return answer.statusCode() == 404 ? null : read(answer, new TypeReference<StudyLine>() {});
  }

  /** All studies, newest first. */
  public List<StudyLine> studies() {
    return read(get("studies?limit=1000"), new TypeReference<Page<StudyLine>>() {}).items();
  }

  /** The runs of a study. */
  public List<RunLine> runs(String study) {
    return read(get("studies/" + study + "/runs?limit=1000"), new TypeReference<Page<RunLine>>() {})
        .items();
  }

  /** The newest report as the server sends it; null: there is none yet. */
  public byte @Nullable [] report(String study) {
    return report(study, ReportFormat.JSON);
  }

  /** The same in a format. */
  byte @Nullable [] report(String study, ReportFormat format) {
    HttpResponse<byte[]> answer = get("studies/" + study + "/report?format=" + format.ending());
    return answer.statusCode() == 404 ? null : ok(answer).body();
  }

  /** The StartStudy body that this study was declared by; null: it has none, or is not there. */
  public byte @Nullable [] declaration(String study) {
    HttpResponse<byte[]> answer = get("studies/" + study);
    if (answer.statusCode() == 404) {
      return null;
    }
    JsonNode spec = read(answer, new TypeReference<JsonNode>() {}).at("/state/spec");
    return spec.isObject()
        ? json.createObjectNode()
            .put("study", study)
            .set("spec", spec)
            .toPrettyString()
            .getBytes(UTF_8)
        : null;
  }

  /**
   * Writes a document to a file as it comes, whole or not at all; large ones take no memory.
   *
   * @param path below {@code /api/v1/}
   * @throws UserException before the server is asked if the target can't be written
   */
  public void download(String path, Path target) {
    HttpRequest request = HttpRequest.newBuilder(at(path)).GET().build();
    GivenFile.toWrite(target);
    Path folder = target.toAbsolutePath().getParent();
    try {
      Path part = Files.createTempFile(folder, "." + target.getFileName(), ".part");
      try {
        HttpResponse<Path> answer = http.send(request, HttpResponse.BodyHandlers.ofFile(part));
        if (answer.statusCode() >= 300) {
          throw new UserException(
              "%s answered %d: %s"
                  .formatted(answer.uri(), answer.statusCode(), problem(Files.readAllBytes(part))));
        }
        Files.move(part, target, StandardCopyOption.REPLACE_EXISTING);
      } finally {
        Files.deleteIfExists(part);
      }
    } catch (IOException e) {
      throw new UserException(
          "%s can't be written to %s (%s)".formatted(request.uri(), target, e), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UserException("interrupted", e);
    }
  }

  /** Why a command was rejected; null: it was not, as far as the server has seen. */
  public @Nullable String rejection(String commandId) {
    return read(get("rejections?limit=200"), new TypeReference<Page<RejectionLine>>() {})
        .items()
        .stream()
        .filter(rejection -> commandId.equals(rejection.commandId()))
        .map(RejectionLine::message)
        .findFirst()
        .orElse(null);
  }

  /**
   * What a StartStudy body would take; nothing is started.
   *
   * @param what it is, for the message
   * @throws UserException with all that stands against it
   */
  public StudyPlan plan(String what, byte[] body) {
    HttpRequest request =
        HttpRequest.newBuilder(at("studies?dryRun=true"))
            .timeout(LONG_TIMEOUT)
            .header("content-type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofByteArray(body))
            .build();
    HttpResponse<byte[]> answer = send(request);
    List<Refusal> refusals = answer.statusCode() == 422 ? refusals(answer) : List.of();
    if (!refusals.isEmpty()) {
      throw DryRun.refused(what, refusals);
    }
    return read(answer, new TypeReference<StudyPlan>() {});
  }

  private List<Refusal> refusals(HttpResponse<byte[]> answer) {
    try {
      Problem problem = json.readValue(answer.body(), Problem.class);
      return problem.errors() == null
          ? List.of()
          : problem.errors().stream()
              .map(error -> new Refusal(String.valueOf(error.pointer()), error.message()))
              .toList();
    } catch (IOException e) {
      throw new UserException(
          "%s answered what is no Chiral document: %s".formatted(answer.uri(), e.getMessage()), e);
    }
  }

  /** Sends a StartStudy body; the answer's Location. */
  public String startStudy(byte[] body, String idempotencyKey) {
    HttpRequest request =
        HttpRequest.newBuilder(at("studies"))
            .timeout(LONG_TIMEOUT)
            .header("content-type", "application/json")
            .header("Idempotency-Key", idempotencyKey)
            .POST(HttpRequest.BodyPublishers.ofByteArray(body))
            .build();
    return ok(send(request)).headers().firstValue("location").orElse("");
  }

  /**
   * Sends a command that has no body but a reason.
   *
   * @param path below {@code /api/v1/}, such as {@code studies/ID/pause}
   * @param reason null: none
   */
  void command(String path, @Nullable String reason) {
    String body = reason == null ? "{}" : json.createObjectNode().put("reason", reason).toString();
    HttpRequest request =
        HttpRequest.newBuilder(at(path))
            .timeout(TIMEOUT)
            .header("content-type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build();
    ok(send(request));
  }

  private URI at(String path) {
    try {
      return base.resolve(path);
    } catch (IllegalArgumentException e) {
      throw new UserException("'%s' can't be asked for: no id looks so".formatted(path), e);
    }
  }

  private HttpResponse<byte[]> get(String path) {
    return send(HttpRequest.newBuilder(at(path)).timeout(TIMEOUT).GET().build());
  }

  private HttpResponse<byte[]> send(HttpRequest request) {
    try {
      return http.send(request, HttpResponse.BodyHandlers.ofByteArray());
    } catch (IOException e) {
      throw new UserException(
          "no answer from %s (%s); is 'chiral serve' running there?"
              .formatted(request.uri(), ServerAddress.reason(e)),
          e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UserException("interrupted", e);
    }
  }

  private <T> T read(HttpResponse<byte[]> answer, TypeReference<T> type) {
    try {
      return json.readValue(ok(answer).body(), type);
    } catch (IOException e) {
      throw new UserException(
          "%s answered what is no Chiral document: %s".formatted(answer.uri(), e.getMessage()), e);
    }
  }

  private HttpResponse<byte[]> ok(HttpResponse<byte[]> answer) {
    if (answer.statusCode() >= 300) {
      throw new UserException(
          "%s answered %d: %s"
              .formatted(answer.uri(), answer.statusCode(), problem(answer.body())));
    }
    return answer;
  }

  private String problem(byte[] body) {
    try {
      Problem problem = json.readValue(body, Problem.class);
      return problem.detail() == null ? String.valueOf(problem.title()) : problem.detail();
    } catch (IOException e) {
      return "no problem document (%d bytes)".formatted(body.length);
    }
  }

  /** A page of a listing. */
  record Page<T>(List<T> items, int total) {}

  /** RFC 9457, as far as a person at a terminal needs it. */
  record Problem(@Nullable String title, @Nullable String detail, @Nullable List<Place> errors) {}

  /** A place in the body that is to blame. */
  record Place(@Nullable String pointer, String message) {}

  /**
   * A study at a glance.
   *
   * @param status {@code accepted}, {@code active}, {@code paused}, {@code cancelled}, {@code
   *     ended} or {@code rejected}
   * @param outline what it compares; null: nothing, a lone run made it
   * @param byStatus number of runs a status
   * @param stepsDone of all its runs
   * @param steps of all its runs
   * @param secondsLeft an estimate; null: none yet
   * @param rejection why there is no such study though it was asked for; null: it was not rejected
   */
  public record StudyLine(
      String study,
      String status,
      @Nullable Map<String, Object> outline,
      int runs,
      @Nullable Map<String, Integer> byStatus,
      long stepsDone,
      long steps,
      @Nullable Long secondsLeft,
      @Nullable RejectionLine rejection) {

    /** How many runs have this status. */
    public int count(String runStatus) {
      return byStatus == null ? 0 : byStatus.getOrDefault(runStatus, 0);
    }
  }

  /** A rejected command. */
  record RejectionLine(@Nullable String commandId, String message) {}

  /** A run in a listing. */
  public record RunLine(
      String run, CellLine cell, String status, int step, int steps, @Nullable String reason) {}

  /** What a run is within its study. */
  public record CellLine(
      String role, @Nullable String metric, @Nullable String setting, @Nullable Long seed) {

    /** Such as {@code objective vgg16-random patch-vgg16 seed 1}. */
    public String label() {
      StringBuilder label = new StringBuilder(role);
      if (metric != null) {
        label.append(' ').append(metric);
      }
      if (setting != null) {
        label.append(' ').append(setting);
      }
      if (seed != null) {
        label.append(" seed ").append(seed);
      }
      return label.toString();
    }
  }
}
