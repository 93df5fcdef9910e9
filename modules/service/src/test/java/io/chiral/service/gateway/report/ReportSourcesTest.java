package io.chiral.service.gateway.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.chiral.messages.report.AsymmetryReport;
import io.chiral.messages.schema.Schemas;
import io.chiral.messages.schema.Validator;
import io.chiral.messages.work.Cell;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The runs and checkpoints that figures come from, as programs and spreadsheets read them. */
class ReportSourcesTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  @Test
  void theDocumentIsTheReportAndItsRuns() throws IOException {
    StudyDocument document = Documents.titled("Harmless");
    String served = document.as(ReportFormat.JSON, Documents.CODEC);

    JsonNode read = JSON.readTree(served);
    JsonNode run = read.at("/runs/0");
    assertThat(read.at("/runs")).hasSize(1);
    assertThat(run.path("run").asText()).isEqualTo("0123456789abcdef");
    assertThat(run.path("link").asText()).isEqualTo("/api/v1/runs/0123456789abcdef");
    assertThat(run.at("/cell/metric").asText()).isEqualTo("l1");
    assertThat(run.at("/checkpoints/0/step").asInt()).isEqualTo(400);
    assertThat(run.at("/checkpoints/0/link").asText())
        .isEqualTo("/api/v1/checkpoints/" + "c".repeat(64));
    Schemas schemas =
        Schemas.load(
            List.of(
                "common.schema.json",
                "spec.schema.json",
                "asymmetry-report.schema.json",
                "report-document.schema.json"));
    assertThat(new Validator(schemas, "urn:chiral:report-document:v1").check(read)).isEmpty();
    byte[] bytes = served.getBytes(StandardCharsets.UTF_8);
    assertThat(Documents.CODEC.read(AsymmetryReport.class, bytes)).isEqualTo(document.report());
  }

  @Test
  void theTableHasARowForEachCheckpointAndForARunWithoutOne() throws IOException {
    Cell failed = new Cell(Cell.Role.OBJECTIVE, "ssim", "none", 2L, null, null);
    RunLine without = new RunLine("fedc", failed, "failed", 30, List.of());
    String with = RunsCsv.text("s", List.of(Documents.titled("Harmless").runs().get(0), without));

    String checkpoint = "c".repeat(64);
    assertThat(with.lines())
        .containsExactly(
            "study,run,role,metric,setting,benchmark,seed,step,status,checkpoint,checkpointStep,"
                + "checkpointBytes,runLink,checkpointLink",
            "s,0123456789abcdef,objective,l1,none,,1,400,completed,"
                + checkpoint
                + ",400,1000,/api/v1/runs/0123456789abcdef,/api/v1/checkpoints/"
                + checkpoint,
            "s,fedc,objective,ssim,none,,2,30,failed,,,,/api/v1/runs/fedc,");
  }
}
