package io.chiral.service.gateway.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Read back by another program's reader. */
class ReportCsvTest {

  private static List<Map<String, String>> rows(String title) throws IOException {
    String csv = Documents.titled(title).as(ReportFormat.CSV, Documents.CODEC);
    try (MappingIterator<Map<String, String>> rows =
        new CsvMapper()
            .readerForMapOf(String.class)
            .with(CsvSchema.emptySchema().withHeader())
            .readValues(csv)) {
      return rows.readAll();
    }
  }

  @Test
  void everyFigureIsARow() throws IOException {
    List<Map<String, String>> rows = rows("Harmless");
    assertThat(rows)
        .extracting(row -> row.get("figure"))
        .contains(
            "asymmetry",
            "amplification",
            "regret",
            "objective",
            "asymmetryByJudge",
            "patchGain",
            "convolutionGain",
            "artefactSuppression.centred",
            "marginDrift",
            "weightCurve",
            "harmWeight",
            "transferShare",
            "diagnosis",
            "ability",
            "verdict");
    assertThat(rows)
        .filteredOn(
            row ->
                "assessor".equals(row.get("figure"))
                    && "none".equals(row.get("setting"))
                    && "ssim".equals(row.get("metric"))
                    && "perceptual".equals(row.get("family")))
        .singleElement()
        .satisfies(
            row -> {
              assertThat(row).containsEntry("value", "0.844").containsEntry("n", "720");
              assertThat(row).containsEntry("rank", "3.0").containsEntry("proxy", "true");
            });
  }

  @Test
  void everyRowHasTheProtocolThatItCameAboutBy() throws IOException {
    assertThat(rows("Harmless"))
        .allSatisfy(
            row ->
                assertThat(row)
                    .containsEntry("replicates", "1000")
                    .containsEntry("version", "0.1.0")
                    .containsEntry("finalStep", "400")
                    .containsEntry("asOf", "3:4711")
                    .hasEntrySatisfying(
                        "specDigest", digest -> assertThat(digest).startsWith("9f86d081")));
    assertThat(of("regret", "patch-vgg16"))
        .filteredOn(row -> "perceptual".equals(row.get("family")))
        .singleElement()
        .satisfies(
            row ->
                assertThat(row)
                    .containsEntry("seeds", "1 2")
                    .containsEntry("step", "400")
                    .hasEntrySatisfying(
                        "judges", judges -> assertThat(judges).startsWith("niqe ")));
    assertThat(of("spearman", "none"))
        .first()
        .satisfies(row -> assertThat(row).containsEntry("pMin", "0.083333"));
  }

  private static List<Map<String, String>> of(String figure, String setting) throws IOException {
    return rows("Harmless").stream()
        .filter(row -> figure.equals(row.get("figure")) && setting.equals(row.get("setting")))
        .toList();
  }

  @Test
  void whateverRestsOnProxyOpinionsIsMarked() throws IOException {
    List<String> marked =
        List.of(
            "asymmetry",
            "spearman",
            "kendall",
            "amplification",
            "regret",
            "leaveOneJudgeOut",
            "displacement",
            "assessor",
            "srcc",
            "krcc",
            "plcc",
            "plcc4",
            "rmse4",
            "plcc5",
            "rmse5",
            "transfer",
            "transferShare",
            "overDiscriminator",
            "verdict",
            "reversal");
    List<Map<String, String>> rows = rows("Harmless");
    assertThat(rows).extracting(row -> row.get("figure")).containsAll(marked);
    assertThat(rows)
        .filteredOn(row -> marked.contains(row.get("figure")))
        .allSatisfy(row -> assertThat(row).as(row.get("figure")).containsEntry("proxy", "true"));
    assertThat(rows)
        .filteredOn(row -> List.of("objective", "centred", "patchGain").contains(row.get("figure")))
        .isNotEmpty()
        .allSatisfy(row -> assertThat(row.get("proxy")).isNotEqualTo("true"));
  }

  @Test
  void whatContrastsAreReadBesideIsThere() throws IOException {
    assertThat(of("protocol.discriminator", "patch-vgg16"))
        .singleElement()
        .satisfies(
            row ->
                assertThat(row)
                    .containsEntry("value", "1735489")
                    .containsEntry("weight", "0.05")
                    .containsEntry(
                        "reason",
                        "parameters; patch, cut after relu3_3, convolutional, published first"
                            + " weights, pretrained on Harmless"));
    assertThat(of("protocol.transferOrigin", "patch-vgg16"))
        .singleElement()
        .satisfies(
            row ->
                assertThat(row)
                    .containsEntry("seeds", "1 2")
                    .containsEntry("step", "400")
                    .containsEntry("reason", "discriminators; batch norms Harmless"));
    assertThat(rows("Harmless"))
        .extracting(row -> row.get("figure") + " " + row.get("subject"))
        .contains("protocol.fairWeight fidelity weight x0.5", "protocol.rule proxy");
  }

  @Test
  void whatStrangersWroteIsNoFormulaAndNoNewCell() throws IOException {
    assertThat(rows("=cmd|' /C calc'!A0, \"x\"\ny"))
        .filteredOn(row -> "meanOpinion".equals(row.get("figure")))
        .extracting(row -> row.get("reason"))
        .contains("'=cmd|' /C calc'!A0, \"x\"\ny");
  }
}
