package io.chiral.service.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.chiral.service.cli.UserException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@SuppressWarnings("NullAway.Init") // JUnit and beforeEach fill the fields in
class DownloadTest {

  private static final int SIZE = 300_000;

  @TempDir Path folder;
  private FlakyServer server;
  private Path file;
  private Duration patience = Download.PATIENCE;
  private final List<Long> received = new ArrayList<>();

  @BeforeEach
  void serve() throws IOException {
    byte[] content = new byte[SIZE];
    new Random(1).nextBytes(content);
    server = new FlakyServer(content);
    file = folder.resolve("file.part");
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void goesOnWhereTheConnectionBroke() throws Exception {
    server.cutAfter = 100_000;

    fetch(server.address(), Map.of());

    assertThat(Files.readAllBytes(file)).isEqualTo(server.content);
    assertThat(server.ranges).startsWith((String) null).hasSizeGreaterThan(1);
    assertThat(server.ranges.get(1)).startsWith("bytes=").isNotEqualTo("bytes=0-");
    assertThat(received.get(received.size() - 1)).isEqualTo(SIZE);
    assertThat(received).isSorted();
    assertThat(folder.resolve("file.part.version")).doesNotExist();
  }

  @Test
  void goesOnAfterTheServerWentSilent() throws Exception {
    server.cutAfter = 100_000;
    server.silent = true;
    patience = Duration.ofMillis(300);

    fetch(server.address(), Map.of());

    assertThat(Files.readAllBytes(file)).isEqualTo(server.content);
    assertThat(server.ranges).hasSizeGreaterThan(2);
  }

  @Test
  void doesNotWaitForEverForAServerThatIsSilent() {
    server.cutAfter = 0;
    server.silent = true;
    patience = Duration.ofMillis(300);

    assertThatThrownBy(() -> fetch(server.address(), Map.of()))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("nothing came for 300 ms");
  }

  @Test
  void goesOnInAnotherCall() throws Exception {
    server.cutAfter = 0;
    Files.write(file, Arrays.copyOf(server.content, 1000));
    Files.writeString(folder.resolve("file.part.version"), server.tag);
    assertThatThrownBy(() -> fetch(server.address(), Map.of()))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("1000 bytes are kept in")
        .hasMessageContaining("the same command goes on from there");
    server.cutAfter = Integer.MAX_VALUE;

    fetch(server.address(), Map.of());

    assertThat(Files.readAllBytes(file)).isEqualTo(server.content);
    assertThat(server.ranges.get(server.ranges.size() - 1)).isEqualTo("bytes=1000-");
  }

  @Test
  void beginsAnewWhenTheServerHasAnotherFile() throws Exception {
    Files.write(file, new byte[1000]);
    Files.writeString(folder.resolve("file.part.version"), "\"older\"");

    fetch(server.address(), Map.of());

    assertThat(Files.readAllBytes(file)).isEqualTo(server.content);
  }

  @Test
  void goesThroughTheEnvironmentsProxy() throws Exception {
    Map<String, String> environment = Map.of("HTTP_PROXY", "127.0.0.1:" + server.port());

    fetch(URI.create("http://weights.invalid/file"), environment);

    assertThat(Files.readAllBytes(file)).isEqualTo(server.content);
    assertThat(server.requests.get(0)).isEqualTo("http://weights.invalid/file");
  }

  @Test
  void saysWhatTheServerAnswered() {
    URI other = server.address().resolve("/missing");

    assertThatThrownBy(() -> fetch(other, Map.of()))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("answered 404");
  }

  private void fetch(URI address, Map<String, String> environment)
      throws IOException, InterruptedException {
    new Download(
            new ProxyEnvironment(environment),
            address,
            file,
            (count, total) -> received.add(count),
            patience)
        .run();
  }
}
