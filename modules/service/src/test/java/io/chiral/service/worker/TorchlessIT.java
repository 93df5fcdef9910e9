package io.chiral.service.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A machine on which PyTorch does not start. */
class TorchlessIT {

  private static String get(HttpClient http, String uri) throws IOException, InterruptedException {
    return http.send(
            HttpRequest.newBuilder(URI.create(uri)).build(), HttpResponse.BodyHandlers.ofString())
        .body();
  }

  @Test
  void takesNoSliceSaysWhyAndLetsOtherRolesGoOn(@TempDir Path folder) throws Exception {
    Path broken = Files.createDirectories(folder.resolve("no-torch-here"));
    Files.writeString(broken.resolve(System.mapLibraryName("torch")), "no library");
    try (ServiceProcess service =
        ServiceProcess.start(folder.resolve("data"), "-DPYTORCH_LIBRARY_PATH=" + broken)) {
      HttpClient http = HttpClient.newHttpClient();
      String ready = service.management() + "/health/ready";

      await()
          .atMost(Duration.ofSeconds(60))
          .untilAsserted(
              () ->
                  assertThat(get(http, ready))
                      .contains("\"torch\"", "PyTorch does not start here", "\"command\""));
      assertThat(get(http, service.gateway() + "/api/v1/studies")).contains("\"items\":[]");
    }
  }
}
