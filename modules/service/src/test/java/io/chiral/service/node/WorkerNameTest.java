package io.chiral.service.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.chiral.service.config.ChiralConfig;
import io.chiral.service.config.ConfigException;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class WorkerNameTest {

  @Test
  void takesTheLowestNumberThatIsFree(@TempDir Path folder) {
    try (WorkerName first = WorkerName.claim("host", folder)) {
      assertThat(first.id()).matches("host-[0-9a-f]{4}-1");
      WorkerName second = WorkerName.claim("host", folder);
      assertThat(second.id()).isEqualTo(first.id().replaceFirst("1$", "2"));
      second.close();
      try (WorkerName again = WorkerName.claim("host", folder);
          WorkerName elsewhere = WorkerName.claim("host", folder.resolve("other"))) {
        assertThat(again.id()).isEqualTo(second.id());
        assertThat(elsewhere.id()).isNotEqualTo(first.id());
      }
    }
  }

  @Test
  void anotherProcessHasAnotherNameUntilItIsKilled(@TempDir Path folder) throws Exception {
    Process other =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Claiming.class.getName(),
                folder.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try (BufferedReader out = other.inputReader(StandardCharsets.UTF_8)) {
      String theirs = out.readLine();
      try (WorkerName ours = WorkerName.claim("host", folder)) {
        assertThat(theirs).endsWith("-1");
        assertThat(ours.id()).endsWith("-2");
      }
      other.destroyForcibly().waitFor();
      try (WorkerName successor = WorkerName.claim("host", folder)) {
        assertThat(successor.id()).isEqualTo(theirs);
      }
    } finally {
      other.destroyForcibly();
    }
  }

  @Test
  void aConfiguredNameIsKept(@TempDir Path folder) {
    Map<String, String> named = Map.of("data.dir", folder.toString(), "worker.id", "w");
    assertThat(WorkerName.claim(ChiralConfig.load(null, named))).isNull();
    ChiralConfig unnamed = ChiralConfig.load(null, Map.of("data.dir", folder.toString()));
    try (WorkerName claimed = WorkerName.claim(unnamed)) {
      assertThat(claimed).isNotNull();
      assertThat(unnamed.named(claimed.id()).worker().id()).startsWith(unnamed.worker().id());
    }
  }

  @Test
  void namesTheSettingWhereNothingCanBeLocked(@TempDir Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "");
    assertThatThrownBy(() -> WorkerName.claim("host", file))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("worker.id")
        .hasMessageContaining("set it");
  }

  /** Claims a name, says it, and lives until it is killed. */
  static final class Claiming {
    private Claiming() {}

    public static void main(String[] arguments) throws IOException {
      try (WorkerName name = WorkerName.claim("host", Path.of(arguments[0]))) {
        System.out.println(name.id());
        int end = System.in.read();
        if (end >= 0) {
          throw new IllegalStateException("nobody writes here");
        }
      }
    }
  }
}
