package io.chiral.service.gateway.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;

/** The report's metrics as a table: one row a setting and metric, absent figures left empty. */
final class ReportTable {

  private static final List<String> LIVES = List.of("assessor", "objective");
  private static final List<String> FIGURES =
      List.of("value", "low", "high", "n", "rank", "rankLow", "rankHigh");
  private static final ObjectMapper JSON = new ObjectMapper();

  private ReportTable() {}

  /** RFC 4180. */
  static String csv(String report) {
    try {
      return table(JSON.readTree(report));
    } catch (JsonProcessingException broken) {
      throw new IllegalStateException("the report on the topic is not JSON", broken);
    }
  }

  private static String table(JsonNode report) {
    StringBuilder out = new StringBuilder("study,provisional,setting,verdict,family,metric");
    for (String life : LIVES) {
      FIGURES.forEach(figure -> out.append(',').append(life).append('.').append(figure));
    }
    FIGURES.subList(0, 3).forEach(figure -> out.append(",displacement.").append(figure));
    out.append("\r\n");
    for (JsonNode setting : report.path("settings")) {
      for (JsonNode metric : setting.path("metrics")) {
        row(out, report, setting, metric);
      }
    }
    return out.toString();
  }

  private static void row(StringBuilder out, JsonNode report, JsonNode setting, JsonNode metric) {
    out.append(cell(report.path("study"))).append(',').append(report.path("provisional"));
    out.append(',').append(cell(setting.path("id")));
    out.append(',').append(cell(setting.path("verdict")));
    out.append(',').append(cell(setting.path("family")));
    out.append(',').append(cell(metric.path("id")));
    for (String life : LIVES) {
      FIGURES.forEach(name -> out.append(',').append(cell(metric.path(life).path(name))));
    }
    FIGURES
        .subList(0, 3)
        .forEach(name -> out.append(',').append(cell(metric.path("displacement").path(name))));
    out.append("\r\n");
  }

  /** Quoted where needed; text that a spreadsheet would take for a formula is disarmed. */
  private static String cell(JsonNode value) {
    if (value.isMissingNode() || value.isNull()) {
      return "";
    }
    if (!value.isTextual()) {
      return value.toString();
    }
    String text = value.textValue();
    String safe = text.matches("(?s)[=+@\\t\\r-].*") ? "'" + text : text;
    return safe.matches("(?s).*[\",\\r\\n].*") ? '"' + safe.replace("\"", "\"\"") + '"' : safe;
  }
}
