package io.chiral.service.gateway.report;

import io.chiral.messages.Codec;
import io.chiral.messages.work.Cell;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * The report as it lies on its topic, with one more member: {@code runs}, where the figures come
 * from ({@code schemas/report-document.schema.json}). The report's own text stays as it is, so that
 * no digit and no field of another version is lost.
 */
final class JsonReport {

  private JsonReport() {}

  static String text(String report, List<RunLine> runs, Codec codec) {
    Served served = new Served(runs.stream().map(JsonReport::run).toList());
    String members = new String(codec.write(served), StandardCharsets.UTF_8);
    int end = report.lastIndexOf('}');
    return report.substring(0, end) + "," + members.substring(1);
  }

  private static Run run(RunLine line) {
    return new Run(
        line.run(),
        line.cell(),
        line.status(),
        line.step(),
        Links.run(line.run()),
        line.checkpoints().stream()
            .map(c -> new Checkpoint(c.id(), c.step(), c.bytes(), Links.checkpoint(c.id())))
            .toList());
  }

  private record Served(List<Run> runs) {}

  private record Run(
      String run, Cell cell, String status, int step, String link, List<Checkpoint> checkpoints) {}

  private record Checkpoint(String id, int step, long bytes, String link) {}
}
