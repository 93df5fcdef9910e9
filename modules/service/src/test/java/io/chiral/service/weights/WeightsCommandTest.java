package io.chiral.service.weights;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.chiral.service.cli.ChiralCommand;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

@SuppressWarnings("NullAway.Init") // JUnit fills the folder in
class WeightsCommandTest {

  @TempDir Path folder;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void importsListsAndVerifies() throws IOException {
    assertThat(chiral("import", "dists", dists(1475).toString())).as(err.toString()).isZero();
    assertThat(out.toString())
        .contains("dists: 2 tensors, 2950 parameters")
        .contains("note:")
        .contains("its publisher's file f5e65c96");

    assertThat(chiral("list", "--json")).isZero();
    JsonNode listed = new ObjectMapper().readTree(out.toString());
    for (JsonNode entry : listed) {
      assertThat(entry.path("installed").asBoolean())
          .isEqualTo(entry.path("id").asText().equals("dists"));
    }

    assertThat(chiral("verify")).isZero();
    assertThat(out.toString()).contains("dists: as imported");
    Path installed = folder.resolve("weights/dists.safetensors");
    byte[] bytes = Files.readAllBytes(installed);
    bytes[bytes.length - 1] ^= 1;
    Files.write(installed, bytes);
    assertThat(chiral("verify", "dists")).isEqualTo(1);
    assertThat(out.toString()).contains("import it again");
  }

  @Test
  void refusesOtherShapesUnknownIdsAndMissingFiles() throws IOException {
    assertThat(chiral("import", "dists", dists(1474).toString())).isEqualTo(2);
    assertThat(err.toString())
        .contains("alpha has shape (1, 1474, 1, 1), expected (1, 1475, 1, 1)");
    assertThat(folder.resolve("weights/dists.safetensors")).doesNotExist();
    assertThat(chiral("import", "dist", dists(1475).toString())).isEqualTo(2);
    assertThat(err.toString()).contains("the catalogue of weights has no 'dist'");
    assertThat(chiral("import", "dists", folder.resolve("nowhere.pth").toString())).isEqualTo(2);
    assertThat(err.toString()).contains("can't read");
    Path table = Files.writeString(folder.resolve("ok.csv"), "reference,distorted,mos\n");
    assertThat(chiral("import", "dists", table.toString())).isEqualTo(2);
    assertThat(err.toString()).contains("ok.csv: is neither safetensors nor PyTorch's (.pth)");
  }

  @Test
  void deletesWhatItPulledWithAnotherDigest() throws IOException {
    try (FlakyServer server = new FlakyServer(Files.readAllBytes(dists(1475)))) {
      server.cutAfter = 5000;

      assertThat(chiral("pull", "dists", "--from", server.address().toString())).isEqualTo(2);

      assertThat(err.toString()).contains("has sha256").contains("the catalogue says f5e65c96");
      assertThat(folder.resolve("weights/dists.part")).doesNotExist();
      assertThat(server.ranges).hasSizeGreaterThan(1);
    }
  }

  @Test
  void pullsWhatTheCatalogueGivesNoDigestOf() throws IOException {
    Path made = folder.resolve("made.safetensors");
    assertThat(
            run(
                "network",
                "init",
                "--name",
                "swinir-lightweight",
                "--scale",
                "4",
                "--to",
                made.toString()))
        .as(err.toString())
        .isZero();
    assertThat(out.toString()).contains("929628 parameters");
    try (FlakyServer server = new FlakyServer(Files.readAllBytes(made))) {
      String address = server.address().toString();

      assertThat(chiral("pull", "swinir-lightweight-x4", "--from", address))
          .as(err.toString())
          .isZero();

      assertThat(out.toString()).contains("366 tensors").contains("from " + address);
      assertThat(folder.resolve("weights/swinir-lightweight-x4.json")).content().contains(address);
    }
  }

  private int chiral(String... arguments) {
    String[] all = new String[arguments.length + 3];
    all[0] = "weights";
    System.arraycopy(arguments, 0, all, 1, arguments.length);
    all[all.length - 2] = "--weights";
    all[all.length - 1] = folder.resolve("weights").toString();
    return run(all);
  }

  private int run(String... arguments) {
    out.getBuffer().setLength(0);
    CommandLine line = ChiralCommand.commandLine();
    line.setOut(new PrintWriter(out, true));
    line.setErr(new PrintWriter(err, true));
    return line.execute(arguments);
  }

  /** α and β, all zeros, by hand. */
  private Path dists(int channels) throws IOException {
    int bytes = 4 * channels;
    String header =
        """
        {"alpha":{"dtype":"F32","shape":[1,%d,1,1],"data_offsets":[0,%d]},
         "beta":{"dtype":"F32","shape":[1,%d,1,1],"data_offsets":[%d,%d]}}"""
            .formatted(channels, bytes, channels, bytes, 2 * bytes);
    byte[] text = header.getBytes(StandardCharsets.UTF_8);
    ByteBuffer file =
        ByteBuffer.allocate(8 + text.length + 2 * bytes)
            .order(ByteOrder.LITTLE_ENDIAN)
            .putLong(text.length)
            .put(text);
    return Files.write(folder.resolve("dists-" + channels + ".safetensors"), file.array());
  }
}
