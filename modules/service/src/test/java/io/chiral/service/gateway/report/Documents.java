package io.chiral.service.gateway.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.chiral.messages.Codec;
import io.chiral.messages.report.AsymmetryReport;
import io.chiral.messages.work.Cell;
import io.chiral.messages.work.CheckpointRef;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** A report that has every field, with a title of choice. */
public final class Documents {

  static final Codec CODEC = new Codec();

  /** Breaks out of HTML, Markdown, CSV and terminals where they are not looked after. */
  public static final String HOSTILE =
      "</script><script>document.title='owned'</script><img src=x onerror=\"document.title='owned'\">"
          + " [a](javascript:alert(1)) ![b](http://evil.example/c.png) <http://evil.example> www.evil.example"
          + " http://evil.example @everyone #1 | `d` **e** ~~f~~ &lt; $g$ {{script}} :bomb:";

  private static final Path EXAMPLES = Path.of("../../schemas/examples/asymmetry-report");

  private Documents() {}

  /** Everything that strangers may have written says this. */
  public static StudyDocument titled(String title) throws IOException {
    String json =
        full()
            .replace("Simulated: every field of a report", quoted(title))
            .replace("vanilla-vgg16, seed 2: failed, the loss is not finite", quoted(title))
            .replace("nobody rated it", quoted(title))
            .replace("8 bit, whole image", quoted(title))
            .replace("ImageNet-1k", quoted(title))
            .replace("by running statistics, as the discriminator left them", quoted(title));
    AsymmetryReport report =
        CODEC.read(AsymmetryReport.class, json.getBytes(StandardCharsets.UTF_8));
    Cell cell = new Cell(Cell.Role.OBJECTIVE, "l1", "none", 1L, null, null);
    CheckpointRef checkpoint = new CheckpointRef("c".repeat(64), 400, 1000, true);
    RunLine run = new RunLine("0123456789abcdef", cell, "completed", 400, List.of(checkpoint));
    return new StudyDocument(json, report, null, List.of(run));
  }

  /** With what later versions tell besides: examples are never edited. */
  private static String full() throws IOException {
    ObjectMapper json = new ObjectMapper();
    ObjectNode full = (ObjectNode) json.readTree(EXAMPLES.resolve("full.json").toFile());
    JsonNode later = json.readTree(EXAMPLES.resolve("discriminators.json").toFile());
    full.set("discriminators", later.get("discriminators"));
    full.set("transfer", later.get("transfer"));
    ((ObjectNode) full.at("/stability/0"))
        .set("unsteady", later.get("stability").get(0).get("unsteady"));
    ((ObjectNode) full.get("protocol"))
        .set("fairWeights", later.get("protocol").get("fairWeights"));
    return full.toPrettyString();
  }

  private static String quoted(String text) {
    String json = new String(CODEC.write(text), StandardCharsets.UTF_8);
    return json.substring(1, json.length() - 1);
  }
}
