package io.chiral.service.gateway.report;

import static io.chiral.service.gateway.report.Markdown.code;
import static io.chiral.service.gateway.report.Markdown.link;

import io.chiral.messages.work.Cell;
import io.chiral.messages.work.CheckpointRef;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Where the figures come from: runs and their checkpoints, with links to the server's interface.
 */
final class MarkdownRuns {

  /** A paper study has about two thousand. */
  private static final int MOST = 5000;

  private final List<RunLine> runs;
  private final Markdown out;

  MarkdownRuns(StudyDocument document, Markdown out) {
    this.runs = document.runs();
    this.out = out;
  }

  void write() {
    if (runs.isEmpty()) {
      return;
    }
    out.heading(2, "Runs and checkpoints");
    if (runs.size() > MOST) {
      out.paragraph("The first %d of %d runs.".formatted(MOST, runs.size()));
    }
    List<List<@Nullable String>> rows = new ArrayList<>();
    runs.stream().limit(MOST).forEach(run -> rows.add(row(run)));
    out.table(
        List.of(
            "run",
            "role",
            "metric",
            "setting",
            "benchmark",
            "seed",
            "step",
            "status",
            "checkpoint"),
        rows);
  }

  private static List<@Nullable String> row(RunLine run) {
    Cell cell = run.cell();
    CheckpointRef last = run.last();
    List<@Nullable String> row = new ArrayList<>();
    row.add(link(run.run(), Links.run(run.run())));
    row.add(cell.role().name().toLowerCase(Locale.ROOT));
    row.add(cell.metric() == null ? null : code(cell.metric()));
    row.add(cell.setting() == null ? null : code(cell.setting()));
    row.add(cell.benchmark() == null ? null : code(cell.benchmark()));
    row.add(cell.seed() == null ? null : cell.seed().toString());
    row.add(String.valueOf(cell.step() == null ? run.step() : cell.step()));
    row.add(run.status());
    row.add(
        last == null
            ? null
            : link(
                last.id().substring(0, Math.min(16, last.id().length())),
                Links.checkpoint(last.id())));
    return row;
  }
}
