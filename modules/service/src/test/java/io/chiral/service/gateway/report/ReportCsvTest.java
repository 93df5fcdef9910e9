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
  void whatStrangersWroteIsNoFormulaAndNoNewCell() throws IOException {
    assertThat(rows("=cmd|' /C calc'!A0, \"x\"\ny"))
        .filteredOn(row -> "meanOpinion".equals(row.get("figure")))
        .extracting(row -> row.get("reason"))
        .contains("'=cmd|' /C calc'!A0, \"x\"\ny");
  }
}
