package io.chiral.service.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.chiral.messages.Codec;
import io.chiral.messages.command.Cancel;
import io.chiral.messages.command.Forget;
import io.chiral.messages.command.Pause;
import io.chiral.messages.command.PauseAll;
import io.chiral.messages.command.RecordOpinion;
import io.chiral.messages.command.ResumeAll;
import io.chiral.messages.command.StartStudy;
import io.chiral.messages.state.InstallationState;
import io.chiral.messages.state.Rejection;
import io.chiral.messages.state.RunStatus;
import io.chiral.messages.state.StudyState;
import io.chiral.messages.state.StudyState.StudyStatus;
import io.chiral.messages.work.Cell;
import io.chiral.service.cli.ApiClient;
import io.chiral.service.cli.StudyWatch;
import io.chiral.service.gateway.TestGateway.Sent;
import io.chiral.service.gateway.view.StudyView.ReportText;
import io.chiral.service.node.Health;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/** The HTTP interface as a stranger sees it, against a smoke study in memory. */
@NullUnmarked
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HttpIT {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");

  private final HttpClient client = HttpClient.newHttpClient();
  private TestGateway gateway;
  private String tile;

  @BeforeAll
  void start(@TempDir Path directory) throws Exception {
    gateway = new TestGateway(directory, List.of()).start();
    Map<String, String> tiles = Pictures.store(gateway.store, "output");
    tile = tiles.get("output");
    List<Object> records = new ArrayList<>(new SmokeStory(new Codec()).records(tiles, tiles));
    records.add(new ReportText(SmokeStory.STUDY, SmokeStory.report()));
    TestGateway.await(gateway.source.put(records.toArray()));
  }

  @AfterAll
  void stop() throws Exception {
    gateway.close();
  }

  private HttpResponse<String> get(String path, String... headers) throws Exception {
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(gateway.url(path)));
    return client.send(
        (headers.length == 0 ? request : request.headers(headers)).build(),
        HttpResponse.BodyHandlers.ofString());
  }

  private HttpResponse<String> post(String path, String body, String... headers) throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(gateway.url(path)))
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body));
    return client.send(
        (headers.length == 0 ? request : request.headers(headers)).build(),
        HttpResponse.BodyHandlers.ofString());
  }

  private static JsonNode json(HttpResponse<String> response) throws Exception {
    return JSON.readTree(response.body());
  }

  private Sent lastSent() {
    return gateway.sent.get(gateway.sent.size() - 1);
  }

  @Test
  void acceptsAStudyAndSaysWhereItWillBe() throws Exception {
    HttpResponse<String> response = post("/api/v1/studies", SmokeStory.startStudy("mine"));
    assertThat(response.statusCode()).as(response.body()).isEqualTo(202);
    assertThat(response.headers().firstValue("location")).contains("/api/v1/studies/mine");
    assertThat(lastSent().command()).isInstanceOf(StartStudy.class);
    assertThat(lastSent().envelope().type()).isEqualTo("io.chiral.start-study.v1");
    assertThat(json(get("/api/v1/studies/mine")).path("status").asText()).isEqualTo("accepted");
  }

  private static String possible(String study) {
    return SmokeStory.startStudy(study)
        .replace("photographs-test", "cc0-photographs/test")
        .replace("photographs-train", "cc0-photographs/train");
  }

  @Test
  void saysWhatAStudyWouldTakeAndStartsNothing() throws Exception {
    int before = gateway.sent.size();
    HttpResponse<String> response = post("/api/v1/studies?dryRun=true", possible("dry"));
    JsonNode plan = json(response);

    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    assertThat(plan.path("runs").asInt()).isPositive();
    assertThat(plan.at("/runsByRole/baseline").asInt()).isEqualTo(1);
    assertThat(plan.path("processorSeconds").asDouble()).isPositive();
    assertThat(plan.at("/certainty/objective/reason").asText()).contains("fewer than 6");
    assertThat(gateway.sent).hasSize(before);
    assertThat(get("/api/v1/studies/dry").statusCode()).isEqualTo(404);
  }

  @Test
  void namesAllThatStandsAgainstAStudyInADryRun() throws Exception {
    HttpResponse<String> response =
        post("/api/v1/studies?dryRun=true", SmokeStory.startStudy("dry"));

    assertThat(response.statusCode()).isEqualTo(422);
    assertThat(json(response).path("errors"))
        .extracting(error -> error.path("pointer").asText())
        .contains("/spec/trainSet", "/spec/evaluation/testSet");
    assertThat(json(response).path("detail").asText()).contains("configure data-sets.photographs-");
  }

  @Test
  void tellsWhatAStartedStudyWillTake() throws Exception {
    JsonNode answer = json(post("/api/v1/studies", possible("estimated")));

    assertThat(answer.path("study").asText()).isEqualTo("estimated");
    assertThat(answer.path("status").asText()).isEqualTo("accepted");
    assertThat(answer.at("/plan/runs").asInt()).isPositive();
  }

  @Test
  void tellsThatACommandWasRejectedOnceItIs() throws Exception {
    post("/api/v1/studies", SmokeStory.startStudy("doomed"));
    Rejection rejection =
        new Rejection(
            lastSent().envelope().id(),
            "io.chiral.start-study.v1",
            Rejection.Code.UNKNOWN_REFERENCE,
            "no data set photographs-train",
            "/spec/trainSet",
            "chiral.commands",
            0,
            1,
            "{}",
            2,
            "0".repeat(64),
            SmokeStory.NOW);
    TestGateway.await(gateway.source.put(rejection));
    JsonNode answer = json(get("/api/v1/studies/doomed"));
    assertThat(answer.path("status").asText()).isEqualTo("rejected");
    assertThat(answer.at("/rejection/place").asText()).isEqualTo("/spec/trainSet");
    assertThat(json(get("/api/v1/rejections")).at("/items/0/code").asText())
        .isEqualTo("unknown-reference");
    assertThatThrownBy(() -> watch("doomed").untilComplete(null))
        .hasMessage("study doomed was rejected: no data set photographs-train");
  }

  @Test
  void watchesALoneRunUntilItIsCompleted() throws Exception {
    Cell cell = new Cell(Cell.Role.EXPLORATORY, null, null, 1L, null, null);
    TestGateway.await(
        gateway.source.put(
            state("lone", StudyStatus.ENDED),
            SmokeStory.run(
                "lone", "r-lone", cell, SmokeStory.optimise(1), RunStatus.COMPLETED, 30, null)));
    assertThat(watch("lone").untilComplete(null)).isNull();
  }

  @Test
  void takesTheSameIdempotencyKeyAsTheSameCommand() throws Exception {
    String anonymous = SmokeStory.startStudy("x").replace("\"study\": \"x\", ", "");
    List<String> locations = new ArrayList<>();
    List<String> ids = new ArrayList<>();
    for (String key : List.of("k1", "k1", "k2")) {
      HttpResponse<String> response = post("/api/v1/studies", anonymous, "Idempotency-Key", key);
      assertThat(response.statusCode()).as(response.body()).isEqualTo(202);
      locations.add(response.headers().firstValue("location").orElseThrow());
      ids.add(lastSent().envelope().id());
    }
    assertThat(ids.get(0)).isEqualTo(ids.get(1)).isNotEqualTo(ids.get(2));
    assertThat(locations.get(0)).isEqualTo(locations.get(1)).isNotEqualTo(locations.get(2));
  }

  @Test
  void refusesABrokenCommandWithItsPlaces() throws Exception {
    String broken =
        SmokeStory.startStudy("broken").replace("\"scale\": 4", "\"scale\": 5, \"colour\": 1");
    HttpResponse<String> response = post("/api/v1/studies", broken);
    assertThat(response.statusCode()).isEqualTo(422);
    assertThat(response.headers().firstValue("content-type")).contains("application/problem+json");
    assertThat(json(response).path("errors"))
        .extracting(error -> error.path("pointer").asText())
        .containsExactlyInAnyOrder("/spec/generator/scale", "/spec/generator/colour");
  }

  @Test
  void saysWhereABodyIsNoJson() throws Exception {
    HttpResponse<String> open = post("/api/v1/studies", "{");
    assertThat(open.statusCode()).isEqualTo(400);
    assertThat(json(open).path("detail").asText())
        .startsWith("the body is no JSON, at line 1, column 2: Unexpected end-of-input");
    JsonNode place = json(post("/api/v1/runs", "{\n  \"run\": nil\n}")).at("/errors/0");
    assertThat(place.path("pointer").asText("none")).isEmpty();
    assertThat(place.path("message").asText()).startsWith("line 2, column ").contains("nil");
    assertThat(post("/api/v1/studies/smoke-1/pause", "{} {}").statusCode()).isEqualTo(400);
  }

  @Test
  void saysWhichContentTypeItWants() throws Exception {
    String study = SmokeStory.startStudy("typed");
    for (String type : List.of("", "Content-Type: text/plain\r\n")) {
      String answer =
          raw(
              "POST /api/v1/studies HTTP/1.1\r\nHost: localhost\r\n%sContent-Length: %d\r\n\r\n%s"
                  .formatted(type, study.length(), study),
              2000);
      assertThat(answer)
          .startsWith("HTTP/1.1 415")
          .contains(type.isEmpty() ? "without a Content-Type" : "came as text/plain")
          .contains("application/json");
    }
  }

  @Test
  void refusesABodyThatNoRecordCouldHold() throws Exception {
    HttpResponse<String> response = post("/api/v1/studies", " ".repeat(512 * 1024 + 1));

    assertThat(response.statusCode()).isEqualTo(413);
    assertThat(json(response).path("detail").asText()).contains("524288");
  }

  @Test
  void refusesAnotherSpecificationForAKnownStudy() throws Exception {
    String same = SmokeStory.startStudy(SmokeStory.STUDY);
    HttpResponse<String> response =
        post("/api/v1/studies", same.replace("\"steps\": 30", "\"steps\": 31"));
    assertThat(response.statusCode()).isEqualTo(422);
    assertThat(json(response).path("type").asText()).isEqualTo("urn:chiral:problem:conflict");
    assertThat(post("/api/v1/studies", same).statusCode())
        .as("the same specification, which another version digested otherwise")
        .isEqualTo(202);
  }

  @Test
  void cancelsAStudyAndPausesARun() throws Exception {
    HttpResponse<String> cancelled =
        post("/api/v1/studies/smoke-1/cancel", "{\"reason\": \"enough\"}");
    assertThat(cancelled.statusCode()).as(cancelled.body()).isEqualTo(202);
    assertThat(lastSent().command()).isEqualTo(new Cancel("smoke-1", null, "enough"));

    HttpRequest bare =
        HttpRequest.newBuilder(
                URI.create(gateway.url("/api/v1/runs/r-vgg16-random-3-patch-vgg16-1/pause")))
            .POST(HttpRequest.BodyPublishers.noBody())
            .build();
    HttpResponse<String> paused = client.send(bare, HttpResponse.BodyHandlers.ofString());
    assertThat(paused.statusCode()).as(paused.body()).isEqualTo(202);
    assertThat(lastSent().command())
        .isEqualTo(new Pause("smoke-1", "r-vgg16-random-3-patch-vgg16-1", null));
    assertThat(post("/api/v1/runs/r-nobody/cancel", "{}").statusCode()).isEqualTo(404);
    assertThat(post("/api/v1/studies/smoke-1/pause", "{\"why\": 1}").statusCode()).isEqualTo(400);
  }

  private static StudyState state(String study, StudyStatus status) {
    return new StudyState(study, null, "d".repeat(64), "c", status, 0, 0, 0, null, null, NOW, NOW);
  }

  private StudyWatch watch(String study) {
    return new StudyWatch(
        new ApiClient(URI.create(gateway.url(""))), study, new PrintWriter(new StringWriter()));
  }

  @Test
  void forgetsAStudyThatIsOver() throws Exception {
    TestGateway.await(gateway.source.put(state("over", StudyStatus.ACTIVE)));
    HttpResponse<String> early = post("/api/v1/studies/over/forget", "{}");
    assertThat(early.statusCode()).isEqualTo(409);
    assertThat(early.body()).contains("cancel it first");
    assertThat(post("/api/v1/studies/nobody/forget", "{}").statusCode()).isEqualTo(404);

    TestGateway.await(gateway.source.put(state("over", StudyStatus.ENDED)));
    HttpResponse<String> forgotten =
        post("/api/v1/studies/over/forget", "{\"reason\": \"published\"}");
    assertThat(forgotten.statusCode()).as(forgotten.body()).isEqualTo(202);
    assertThat(lastSent().command()).isEqualTo(new Forget("over", "published"));

    TestGateway.await(gateway.source.put(state("over", StudyStatus.FORGOTTEN)));
    assertThat(get("/api/v1/studies?limit=100").body()).doesNotContain("\"over\"");
    assertThat(get("/api/v1/studies?status=forgotten").body()).contains("\"over\"");
    assertThat(json(get("/api/v1/studies/over")).path("status").asText()).isEqualTo("forgotten");
    HttpResponse<String> report = get("/api/v1/studies/over/report");
    assertThat(report.statusCode()).isEqualTo(404);
    assertThat(report.body()).contains("study over was forgotten");
    assertThat(get("/api/v1/studies/over/scores.csv").body()).contains("study over was forgotten");
    HttpResponse<String> again = post("/api/v1/studies", SmokeStory.startStudy("over"));
    assertThat(again.statusCode()).isEqualTo(422);
    assertThat(again.body()).contains("was forgotten; use another id");
    assertThatThrownBy(() -> watch("over").untilComplete(null))
        .hasMessage("study over was forgotten");
    for (String verb : List.of("pause", "resume", "cancel")) {
      assertThat(post("/api/v1/studies/over/" + verb, "{}").statusCode()).as(verb).isEqualTo(409);
    }
  }

  @Test
  void refusesToSteerWhatHasEnded() throws Exception {
    Cell cell = new Cell(Cell.Role.EXPLORATORY, null, null, 2L, null, null);
    TestGateway.await(
        gateway.source.put(
            state("gone", StudyStatus.CANCELLED),
            SmokeStory.run(
                "gone", "r-gone", cell, SmokeStory.optimise(2), RunStatus.CANCELLED, 3, null)));
    HttpResponse<String> study = post("/api/v1/studies/gone/resume", "{}");
    assertThat(study.statusCode()).isEqualTo(409);
    assertThat(study.body()).contains("study gone is cancelled and can't be resumed");
    HttpResponse<String> run = post("/api/v1/runs/r-gone/pause", "{}");
    assertThat(run.statusCode()).isEqualTo(409);
    assertThat(run.body()).contains("run r-gone is cancelled and can't be paused");
    assertThat(post("/api/v1/studies/gone/cancel", "{}").statusCode()).isEqualTo(202);
  }

  @Test
  void pausesAndResumesEverything() throws Exception {
    JsonNode never = json(get("/api/v1/installation"));
    assertThat(never.path("paused").asBoolean(true)).isFalse();

    HttpResponse<String> paused = post("/api/v1/installation/pause", "{\"reason\": \"moving\"}");
    assertThat(paused.statusCode()).as(paused.body()).isEqualTo(202);
    assertThat(paused.headers().firstValue("location")).contains("/api/v1/installation");
    assertThat(lastSent().command()).isEqualTo(new PauseAll("moving"));
    assertThat(lastSent().envelope().id()).isEqualTo(json(paused).path("command").asText());
    assertThat(post("/api/v1/installation/pause", "{\"study\": \"s\"}").statusCode())
        .isEqualTo(400);
    TestGateway.await(
        gateway.source.put(
            new InstallationState(true, "moving", "c", Instant.parse("2026-11-22T10:00:00Z"))));
    assertThat(json(get("/api/v1/installation")))
        .isEqualTo(
            new ObjectMapper()
                .readTree(
                    "{\"paused\":true,\"reason\":\"moving\",\"since\":\"2026-11-22T10:00:00Z\"}"));

    assertThat(post("/api/v1/installation/resume", "{}").statusCode()).isEqualTo(202);
    assertThat(lastSent().command()).isEqualTo(new ResumeAll(null));
  }

  @Test
  void putsAnOpinionOnTheCommandsTopicOnceAKey() throws Exception {
    String opinions = "/api/v1/studies/smoke-1/opinions";
    String preference =
        "{'study':'smoke-1','rater':'ann','image':'harbour','runA':'r-l1-none-1','stepA':30,"
            .concat("'runB':'r-ssim-none-1','stepB':30,'value':0.5}")
            .replace('\'', '"');
    List<String> ids = new ArrayList<>();
    for (String key : List.of("ann-1", "ann-1", "ann-2")) {
      HttpResponse<String> sent = post(opinions, preference, "Idempotency-Key", key);
      assertThat(sent.statusCode()).as(sent.body()).isEqualTo(202);
      ids.add(json(sent).path("command").asText());
    }
    assertThat(ids.get(0)).isEqualTo(ids.get(1)).isNotEqualTo(ids.get(2));
    assertThat(lastSent().command())
        .isEqualTo(
            new RecordOpinion(
                "smoke-1", "ann", "harbour", "r-l1-none-1", 30, "r-ssim-none-1", 30, 0.5));

    HttpResponse<String> broken = post(opinions, preference.replace("0.5", "0.7"));
    assertThat(broken.statusCode()).isEqualTo(422);
    assertThat(json(broken).at("/errors/0/pointer").asText()).isEqualTo("/value");
    assertThat(post("/api/v1/studies/nobody/opinions", preference).statusCode()).isEqualTo(404);
    HttpResponse<String> astray = post(opinions, preference.replace("smoke-1", "smoke-2"));
    assertThat(astray.statusCode()).isEqualTo(422);
    assertThat(astray.body()).contains("the path names smoke-1");
  }

  @Test
  void givesPairsThatDoNotTellWhatTheyAre() throws Exception {
    HttpResponse<String> pairs = get("/api/v1/studies/smoke-1/pairs?rater=ann&limit=5");
    assertThat(pairs.statusCode()).as(pairs.body()).isEqualTo(200);
    assertThat(json(pairs).path("answered").asInt()).isZero();
    assertThat(json(pairs).path("items")).isEmpty(); // all tiles of this story are one picture
    assertThat(get("/api/v1/studies/smoke-1/pairs").statusCode()).isEqualTo(400);
    assertThat(get("/api/v1/studies/smoke-1/pairs?rater=Ann%20B").statusCode()).isEqualTo(400);
    assertThat(get("/api/v1/studies/nobody/pairs?rater=ann").statusCode()).isEqualTo(404);
    String answer =
        "{'rater':'ann','image':'harbour','left':'%s','right':'%s','value':1}"
            .formatted("a".repeat(32), "b".repeat(32))
            .replace('\'', '"');
    String path = "/api/v1/studies/smoke-1/pairs";
    assertThat(post(path, answer).statusCode()).as("nothing goes by that name").isEqualTo(404);
    assertThat(post(path, answer.replace(":1}", ":0.7}")).statusCode()).isEqualTo(400);
    assertThat(post(path, answer.replace("left", "runA")).statusCode()).isEqualTo(400);
  }

  @Test
  void listsRunsByFilterAndPage() throws Exception {
    String runs = "/api/v1/studies/smoke-1/runs";
    JsonNode page = json(get(runs + "?limit=5&offset=10"));
    assertThat(page.path("items")).hasSize(2);
    assertThat(page.path("total").asInt()).isEqualTo(12);
    assertThat(json(get(runs + "?metric=ssim&status=completed")).path("total").asInt())
        .isEqualTo(4);
    JsonNode running = json(get("/api/v1/runs?status=running&role=objective"));
    assertThat(running.path("total").asInt()).isEqualTo(2);
    assertThat(running.at("/items/0/cell/metric").asText()).isEqualTo("vgg16-random-3");
    assertThat(json(get("/api/v1/runs?study=smoke-1")).path("total").asInt()).isEqualTo(12);
    assertThat(json(get("/api/v1/runs?study=nope")).path("total").asInt()).isZero();
    assertThat(get(runs + "?limit=0").statusCode()).isEqualTo(400);
    assertThat(get(runs + "?status=lost").statusCode()).isEqualTo(400);
  }

  @Test
  void refusesQueryParametersThatTheContractDoesNotDeclare() throws Exception {
    HttpResponse<String> misspelled = get("/api/v1/runs?stduy=smoke-1&limit=5");
    assertThat(misspelled.statusCode()).isEqualTo(400);
    assertThat(json(misspelled).path("detail").asText())
        .isEqualTo(
            "there is no query parameter stduy here; known: limit, metric, offset, role, status,"
                + " study");
    assertThat(get("/api/v1/runs?Status=running").statusCode()).isEqualTo(400);
    assertThat(json(get("/api/v1/runs/r-l1-none-1?run=x")).path("detail").asText())
        .isEqualTo("there is no query parameter run here; known: none");
    assertThat(post("/api/v1/studies?dryrun=true", SmokeStory.startStudy("dry")).statusCode())
        .isEqualTo(400);
  }

  @Test
  void showsAStudyARunAndItsCurve() throws Exception {
    JsonNode study = json(get("/api/v1/studies/smoke-1"));
    assertThat(study.path("steps").asInt()).isEqualTo(360);
    assertThat(study.at("/state/spec/metrics")).hasSize(3);
    assertThat(json(get("/api/v1/studies?status=active")).path("total").asInt()).isEqualTo(1);
    assertThat(json(get("/api/v1/runs/r-l1-none-1")).at("/spec/kind").asText())
        .isEqualTo("optimise");
    assertThat(json(get("/api/v1/runs/r-l1-none-1/scalars")).path("steps")).hasSize(30);
    assertThat(get("/api/v1/studies/nobody").statusCode()).isEqualTo(404);
  }

  @Test
  void givesTheReportInEveryFormat() throws Exception {
    String path = "/api/v1/studies/smoke-1/report";
    String report = SmokeStory.report().strip();
    String served = get(path).body();
    assertThat(served).startsWith(report.substring(0, report.length() - 1) + ",\"runs\":[{");
    JsonNode first = json(get(path)).at("/runs/0");
    assertThat(json(get(first.path("link").asText())).path("run")).isEqualTo(first.path("run"));
    HttpResponse<String> csv = get(path, "Accept", "text/csv");
    assertThat(csv.body())
        .contains("\r\nsmoke-1,true,assessor,none,,perceptual,,l1,,,30,,0.41,0.3,0.52,90,3");
    assertThat(get(path + "?format=csv").body()).isEqualTo(csv.body());
    HttpResponse<String> markdown = get(path, "Accept", "text/markdown;q=1, text/csv;q=0.5");
    assertThat(markdown.headers().firstValue("content-type"))
        .contains("text/markdown; charset=utf-8");
    assertThat(markdown.body())
        .contains("**Provisional: do not stop on this.**")
        .contains("(/api/v1/runs/r-");
    HttpResponse<String> page = get(path, "Accept", "text/html,application/xhtml+xml,*/*;q=0.8");
    assertThat(page.headers().firstValue("content-security-policy").orElseThrow())
        .contains("'sha256-");
    assertThat(page.body()).contains("<script type=\"application/json\" id=\"data\">{\"report\":");
    assertThat(get(path + "?format=pdf").statusCode()).isEqualTo(400);
    HttpResponse<String> runs = get("/api/v1/studies/smoke-1/runs.csv");
    assertThat(runs.headers().firstValue("content-type")).contains("text/csv; charset=utf-8");
    assertThat(runs.body().lines())
        .hasSize(13)
        .anyMatch(line -> line.startsWith("smoke-1,r-l1-none-1,objective,l1,none,,1,30,completed"));
    assertThat(get("/api/v1/studies/nobody/runs.csv").statusCode()).isEqualTo(404);
  }

  @Test
  void givesEveryScoreAsOneTable() throws Exception {
    HttpResponse<String> scores = get("/api/v1/studies/smoke-1/scores.csv");
    assertThat(scores.headers().firstValue("content-disposition").orElseThrow())
        .contains("smoke-1-scores.csv");
    List<String> lines = scores.body().lines().toList();
    assertThat(lines.get(0)).startsWith("kind,run,role,metric,seed,setting,step,split,by,family,");
    assertThat(lines)
        .anyMatch(
            line -> line.startsWith("judged,r-baseline,baseline,,,,,,psnr-y,distortion,higher,,"));
    assertThat(lines.stream().filter(line -> line.startsWith("judged,")))
        .hasSize(11 * SmokeStory.IMAGES.size() * 2);
    assertThat(get("/api/v1/studies/nothing/scores.csv").statusCode()).isEqualTo(404);
  }

  @ParameterizedTest
  @CsvSource({"bytes=0-7,0,8", "bytes=8-,8,", "bytes=-4,-4,", "bytes=4-999999,4,"})
  void givesRangesOfATile(String range, int from, Integer length) throws Exception {
    byte[] whole = gateway.store.readFile(tile);
    HttpResponse<byte[]> part =
        client.send(
            HttpRequest.newBuilder(URI.create(gateway.url("/api/v1/images/" + tile + ".png")))
                .header("Range", range)
                .build(),
            HttpResponse.BodyHandlers.ofByteArray());
    int first = from < 0 ? whole.length + from : from;
    int end = length == null ? whole.length : first + length;
    assertThat(part.statusCode()).isEqualTo(206);
    assertThat(part.body()).isEqualTo(java.util.Arrays.copyOfRange(whole, first, end));
    assertThat(part.headers().firstValue("content-range"))
        .contains("bytes %d-%d/%d".formatted(first, end - 1, whole.length));
  }

  @Test
  void refusesRangesBeyondTheEndAndFilesThatAreNotThere() throws Exception {
    String image = "/api/v1/images/" + tile + ".png";
    assertThat(get(image, "Range", "bytes=999999-").statusCode()).isEqualTo(416);
    assertThat(get(image, "Range", "bytes=99999999999999999999-").statusCode()).isEqualTo(416);
    assertThat(get(image, "Range", "bytes=99999999999999999999-1").statusCode()).isEqualTo(200);
    assertThat(get(image, "Range", "bytes=-0").statusCode()).isEqualTo(416);
    assertThat(get(image).statusCode()).isEqualTo(200);
    assertThat(get("/api/v1/images/" + "0".repeat(64) + ".png").statusCode()).isEqualTo(404);
    assertThat(get("/api/v1/images/..%2f..%2fetc%2fpasswd").statusCode()).isEqualTo(400);
  }

  @Test
  void describesACheckpointAndGivesItsFiles() throws Exception {
    String id = CheckpointFixture.write(gateway.store);
    JsonNode described = json(get("/api/v1/checkpoints/" + id));
    assertThat(described.at("/manifest/files/0/name").asText()).isEqualTo("generator.safetensors");
    String files = "/api/v1/checkpoints/" + id + "/files/";
    assertThat(get(files + "generator.safetensors").body()).isEqualTo("tensors");
    assertThat(get(files + "generator.safetensors", "Range", "bytes=1-2").body()).isEqualTo("en");
    assertThat(get(files + "generator.safetensors", "Range", "bytes=5-2").body())
        .as("RFC 9110: an invalid range is ignored")
        .isEqualTo("tensors");
    assertThat(get(files + "generator.safetensors", "Range", "bytes=-99999999999999999999").body())
        .isEqualTo("tensors");
    assertThat(get(files + "nothing.bin").statusCode()).isEqualTo(404);
    assertThat(get("/api/v1/checkpoints/" + "0".repeat(64)).statusCode()).isEqualTo(404);
  }

  @Test
  void keepsStrangePagesOut() throws Exception {
    assertThat(get("/api/v1/studies", "Origin", "https://evil.example").statusCode())
        .isEqualTo(403);
    assertThat(get("/api/v1/studies", "Origin", gateway.url("")).statusCode()).isEqualTo(200);
    assertThat(raw("GET /api/v1/studies HTTP/1.1\r\nHost: evil.example\r\n\r\n"))
        .startsWith("HTTP/1.1 421");
  }

  private String raw(String request) throws Exception {
    return raw(request, 12);
  }

  /** The answer's first bytes, at most so many. */
  private String raw(String request, int bytes) throws Exception {
    String last = request.replaceFirst("\r\n\r\n", "\r\nConnection: close\r\n\r\n");
    try (Socket socket = new Socket("127.0.0.1", gateway.port())) {
      socket.getOutputStream().write(last.getBytes(StandardCharsets.UTF_8));
      return new String(socket.getInputStream().readNBytes(bytes), StandardCharsets.UTF_8);
    }
  }

  private HttpResponse<String> send(String method, URI uri) throws Exception {
    return client.send(
        HttpRequest.newBuilder(uri).method(method, HttpRequest.BodyPublishers.noBody()).build(),
        HttpResponse.BodyHandlers.ofString());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/api/v1/studies",
        "/api/v1/runs?study=smoke-1&limit=5",
        "/api/v1/runs/nope",
        "/api/v1/runs?nope=1",
        "/api/v1/studies/smoke-1/report?format=md",
        "/api/v1/studies/smoke-1/scores.csv",
        "/api/v1/nothing",
        "/openapi.yaml",
        "/schemas/start-study.schema.json",
        "/nothing.html"
      })
  void answersHeadAsGetWithoutTheBody(String path) throws Exception {
    HttpResponse<String> whole = get(path);
    HttpResponse<String> head = send("HEAD", URI.create(gateway.url(path)));
    assertThat(head.statusCode()).isEqualTo(whole.statusCode());
    assertThat(head.body()).isEmpty();
    for (String name : List.of("content-type", "content-length", "content-security-policy")) {
      assertThat(head.headers().firstValue(name))
          .as(name)
          .isEqualTo(whole.headers().firstValue(name));
    }
  }

  /** Vert.x leaves the type of the page's files out, as RFC 9110 allows. */
  @ParameterizedTest
  @ValueSource(strings = {"/", "/app.js"})
  void answersHeadOfThePage(String path) throws Exception {
    HttpResponse<String> head = send("HEAD", URI.create(gateway.url(path)));
    assertThat(head.statusCode()).isEqualTo(200);
    assertThat(head.headers().firstValue("content-length"))
        .isEqualTo(get(path).headers().firstValue("content-length"));
  }

  @Test
  void answersHeadOfAFileWithNothingBehindItsHeaders() throws Exception {
    String image = "/api/v1/images/" + tile + ".png";
    String head =
        raw("HEAD " + image + " HTTP/1.1\r\nHost: localhost\r\nRange: bytes=0-1\r\n\r\n", 5000);
    assertThat(head)
        .startsWith("HTTP/1.1 200")
        .containsIgnoringCase("content-length: " + gateway.store.readFile(tile).length + "\r\n")
        .endsWith("\r\n\r\n");
    assertThat(raw("HEAD /api/v1/studies HTTP/1.1\r\nHost: localhost\r\n\r\n", 5000))
        .endsWith("\r\n\r\n");
  }

  @ParameterizedTest
  @CsvSource({
    "DELETE,/api/v1/studies,'GET, HEAD, POST'",
    "PUT,/api/v1/studies/smoke-1/pairs,'GET, HEAD, POST'",
    "GET,/api/v1/studies/smoke-1/pause,POST",
    "HEAD,/api/v1/studies/smoke-1/pause,POST",
    "POST,/api/v1/studies/smoke-1/runs.csv,'GET, HEAD'",
    "POST,/api/v1/live,'GET, HEAD'",
    "POST,/openapi.yaml,'GET, HEAD'",
    "POST,/,'GET, HEAD'"
  })
  void saysWhichMethodsAPathTakes(String method, String path, String allow) throws Exception {
    HttpResponse<String> refused = send(method, URI.create(gateway.url(path)));
    assertThat(refused.statusCode()).as(refused.body()).isEqualTo(405);
    assertThat(refused.headers().firstValue("allow")).contains(allow);
    if (!method.equals("HEAD")) {
      assertThat(json(refused).path("detail").asText()).contains("takes " + allow + ", not ");
    }
  }

  @Test
  void knowsHeadAndAllowOnTheManagementPort() throws Exception {
    URI live = URI.create("http://127.0.0.1:" + gateway.management().port() + "/health/live");
    HttpResponse<String> head = send("HEAD", live);
    assertThat(head.statusCode()).isEqualTo(send("GET", live).statusCode());
    assertThat(head.body()).isEmpty();
    assertThat(send("POST", live).headers().firstValue("allow")).contains("GET, HEAD");
    assertThat(send("GET", live.resolve("/nothing")).statusCode()).isEqualTo(404);
    assertThat(send("GET", live.resolve("/worker/drain")).headers().firstValue("allow"))
        .contains("POST");
  }

  /** Java's client refuses to send it. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "/api/v1/studies/%zz",
        "/%",
        "/api/v1/studies?limit=%z",
        "/schemas/a%2",
        "/api/v1/live%zz"
      })
  void refusesAnAddressThatCanNotBeDecoded(String path) throws Exception {
    Logger all = (Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME);
    ListAppender<ILoggingEvent> logged = new ListAppender<>();
    logged.start();
    all.addAppender(logged);
    try {
      String answer = raw("GET " + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n", 2000);
      assertThat(answer)
          .startsWith("HTTP/1.1 400")
          .contains("application/problem+json", "is no escape; write % as %25");
    } finally {
      all.detachAppender(logged);
    }
    assertThat(logged.list).noneMatch(event -> event.getLevel().isGreaterOrEqual(Level.WARN));
  }

  @Test
  void takesEscapesThatAreNoText() throws Exception {
    assertThat(raw("GET /api/v1/studies/%ff HTTP/1.1\r\nHost: localhost\r\n\r\n"))
        .startsWith("HTTP/1.1 400");
    assertThat(raw("GET /%00%ff HTTP/1.1\r\nHost: localhost\r\n\r\n")).startsWith("HTTP/1.1 404");
  }

  @Test
  void answersWithProblemsWhatItDoesNotHave() throws Exception {
    for (String path : List.of("/api/v1/nothing", "/nothing.html", "/schemas/nothing.yaml")) {
      HttpResponse<String> response = get(path);
      assertThat(response.statusCode()).as(path).isEqualTo(404);
      assertThat(json(response).path("title").asText()).isEqualTo("Not Found");
    }
    assertThat(post("/api/v1/studies", "\"" + "x".repeat(600_000) + "\"").statusCode())
        .isEqualTo(413);
  }

  @Test
  void servesContractSchemasDataSetsAndPage() throws Exception {
    assertThat(get("/openapi.yaml").body()).startsWith("openapi: 3.1.0");
    assertThat(get("/schemas/asyncapi.yaml").body()).startsWith("asyncapi: 3.0.0");
    assertThat(json(get("/schemas/start-study.schema.json")).path("$id").asText())
        .isEqualTo("urn:chiral:start-study:v1");
    assertThat(json(get("/api/v1/data-sets")).at("/items/0/id").asText())
        .isEqualTo("cc0-photographs/test");
    HttpResponse<String> page = get("/");
    assertThat(page.body()).contains("<title>Chiral</title>");
    assertThat(page.headers().firstValue("content-security-policy").orElseThrow())
        .contains("default-src 'self'");
  }

  @Test
  void refusesAStudyThatNeedsAbsentWeightsAndListsThem() throws Exception {
    String study =
        SmokeStory.startStudy("absent")
            .replaceFirst("\"initialisation\": *\"random\"", "\"initialisation\": \"published\"");

    HttpResponse<String> response = post("/api/v1/studies", study);

    assertThat(response.statusCode()).as(response.body()).isEqualTo(422);
    assertThat(json(response).path("detail").asText()).contains("chiral weights pull vgg16");
    assertThat(response.body()).contains("/initialisation");
    JsonNode weights = json(get("/api/v1/weights"));
    assertThat(weights.at("/items/0/id").asText()).isEqualTo("vgg16");
    assertThat(weights.at("/items/0/installed").asBoolean()).isFalse();
  }

  @Test
  void saysOnTheManagementPortWhichComponentIsNotReady() throws Exception {
    int port = gateway.management().port();
    gateway.health.register("store", () -> Health.notReady("probe failed"));
    URI ready = URI.create("http://127.0.0.1:" + port + "/health/ready");
    HttpResponse<String> red =
        client.send(HttpRequest.newBuilder(ready).build(), HttpResponse.BodyHandlers.ofString());
    assertThat(red.statusCode()).isEqualTo(503);
    assertThat(json(red).at("/components/store/detail").asText()).isEqualTo("probe failed");
    gateway.health.register(
        "store", () -> Health.ready("probe written and read", List.of("nearly full")));
    HttpResponse<String> green =
        client.send(HttpRequest.newBuilder(ready).build(), HttpResponse.BodyHandlers.ofString());
    assertThat(green.statusCode()).isEqualTo(200);
    assertThat(json(green).at("/components/store/warnings/0").asText()).isEqualTo("nearly full");
    URI worker = URI.create("http://127.0.0.1:" + port + "/worker");
    assertThat(
            client
                .send(HttpRequest.newBuilder(worker).build(), HttpResponse.BodyHandlers.ofString())
                .statusCode())
        .isEqualTo(404);
  }

  @Test
  void isNotLiveWhereAComponentHasEndedForGood() throws Exception {
    URI live = URI.create("http://127.0.0.1:" + gateway.management().port() + "/health/live");
    gateway.health.register("worker", () -> Health.notReady("since noon: no broker"));
    HttpResponse<String> trouble =
        client.send(HttpRequest.newBuilder(live).build(), HttpResponse.BodyHandlers.ofString());
    assertThat(trouble.statusCode()).isEqualTo(200);
    gateway.health.register("worker", () -> Health.ended(new IllegalStateException("fenced")));
    HttpResponse<String> dead =
        client.send(HttpRequest.newBuilder(live).build(), HttpResponse.BodyHandlers.ofString());
    assertThat(dead.statusCode()).isEqualTo(503);
    assertThat(json(dead).at("/status").asText()).isEqualTo("DOWN");
    assertThat(json(dead).at("/components/worker/detail").asText()).contains("ended", "fenced");
    assertThat(json(dead).at("/components").size()).isEqualTo(1);
    // The gateway is the other tests', too.
    gateway.health.register("worker", () -> Health.ready("running"));
  }

  @Test
  void failsWithOneLineWhereThePortIsTaken(@TempDir Path directory) throws Exception {
    try (TestGateway second = new TestGateway(directory, List.of(), gateway.port())) {
      assertThatThrownBy(second::start)
          .cause()
          .hasMessage(
              "port %d on 127.0.0.1 is taken; set http.port to another, or 0 for any free one",
              gateway.port());
    }
  }

  @ParameterizedTest
  @CsvSource({
    "studies/nope/report,there is no study nope",
    "studies/nope/scores.csv,there is no study nope",
    "runs/nope/scalars,there is no run nope",
    "studies/young/report,there is no report yet of study young",
    "studies/young/scores.csv,there is no report yet of study young",
    "runs/r-young/scalars,there is no training curve yet of run r-young"
  })
  void tellsWhatIsUnknownFromWhatIsEarly(String path, String detail) throws Exception {
    Cell cell = new Cell(Cell.Role.EXPLORATORY, null, null, 1L, null, null);
    TestGateway.await(
        gateway.source.put(
            state("young", StudyStatus.ENDED),
            SmokeStory.run(
                "young", "r-young", cell, SmokeStory.optimise(1), RunStatus.COMPLETED, 30, null)));
    HttpResponse<String> response = get("/api/v1/" + path);
    assertThat(response.statusCode()).isEqualTo(404);
    assertThat(json(response).path("detail").asText()).isEqualTo(detail);
  }

  @Test
  void neverShowsARunThatIsUnknown() throws Exception {
    assertThat(get("/api/v1/runs/r-nobody").statusCode()).isEqualTo(404);
    assertThat(get("/api/v1/runs/r-nobody/scalars").statusCode()).isEqualTo(404);
  }
}
