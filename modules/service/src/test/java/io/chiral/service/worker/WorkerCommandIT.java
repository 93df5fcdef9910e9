package io.chiral.service.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.chiral.service.Service;
import io.chiral.service.cli.ChiralCommand;
import io.vertx.core.Future;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The operator's commands, from the command line to a service of all roles and back. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WorkerCommandIT {
  private static final Duration PATIENCE = Duration.ofSeconds(90);

  private final HttpClient http = HttpClient.newHttpClient();
  private Service service;

  @BeforeAll
  void start(@TempDir Path folder) throws Exception {
    service = get(Service.start(ServiceProcess.config(folder)));
  }

  @AfterAll
  void stop() throws Exception {
    get(service.close());
  }

  private String management() {
    return "http://127.0.0.1:" + service.managementPort();
  }

  private static String chiral(int status, String... arguments) {
    StringWriter out = new StringWriter();
    CommandLine line = ChiralCommand.commandLine();
    line.setOut(new PrintWriter(out));
    line.setErr(new PrintWriter(out));
    assertThat(line.execute(arguments)).as(out.toString()).isEqualTo(status);
    return out.toString();
  }

  private String get(String path) throws Exception {
    HttpRequest request = HttpRequest.newBuilder(URI.create(management() + path)).build();
    return http.send(request, HttpResponse.BodyHandlers.ofString()).body();
  }

  @Test
  void drainsAndUndrainsAWorker() throws Exception {
    assertThat(chiral(0, "worker", "status", "--management", management()))
        .startsWith("w is taking since ")
        .endsWith(": idle\n");

    assertThat(chiral(0, "worker", "drain", "--management", management()))
        .startsWith("w is drained since ");
    assertThat(get("/health/ready"))
        .contains("\"status\":\"UP\"")
        .contains("drained since")
        .contains("takes no slices");
    assertThat(chiral(0, "worker", "drain", "--management", management()))
        .startsWith("w is drained since ");

    chiral(0, "worker", "undrain", "--management", management());
    await().atMost(PATIENCE).until(() -> get("/worker").contains("\"intake\":\"taking\""));
  }

  @Test
  void pausesAndResumesEverything() {
    String server = service.address().toString();

    chiral(0, "study", "pause", "--all", "--reason", "moving", "--server", server);
    await()
        .atMost(PATIENCE)
        .until(() -> get("/health/ready").contains("everything is paused since"));
    chiral(0, "study", "resume", "--all", "--server", server);
    await()
        .atMost(PATIENCE)
        .until(() -> !get("/health/ready").contains("everything is paused since"));

    assertThat(chiral(2, "study", "pause", "--server", server))
        .contains("name a STUDY, a --run RUN or --all");
    assertThat(chiral(2, "study", "cancel", "nobody", "--server", server)).contains("404");
  }

  private static <T> T get(Future<T> future) throws Exception {
    return future
        .toCompletionStage()
        .toCompletableFuture()
        .get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
  }
}
