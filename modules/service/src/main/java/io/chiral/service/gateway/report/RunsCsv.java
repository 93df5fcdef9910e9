package io.chiral.service.gateway.report;

import io.chiral.messages.work.Cell;
import io.chiral.messages.work.CheckpointRef;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Where the figures come from, as a table: a row for each checkpoint that stays, and one for a run
 * that has none. Setting, metric and step are those of the report's table.
 */
public final class RunsCsv {

  private static final List<String> NAMES =
      List.of(
          "study",
          "run",
          "role",
          "metric",
          "setting",
          "benchmark",
          "seed",
          "step",
          "status",
          "checkpoint",
          "checkpointStep",
          "checkpointBytes",
          "runLink",
          "checkpointLink");

  private RunsCsv() {}

  /** The table's text. */
  public static String text(String study, List<RunLine> runs) {
    Csv csv = new Csv().row(NAMES);
    for (RunLine run : runs) {
      for (CheckpointRef checkpoint : run.checkpoints()) {
        csv.row(row(study, run, checkpoint));
      }
      if (run.checkpoints().isEmpty()) {
        csv.row(row(study, run, null));
      }
    }
    return csv.text();
  }

  private static List<@Nullable Object> row(
      String study, RunLine run, @Nullable CheckpointRef checkpoint) {
    Cell cell = run.cell();
    List<@Nullable Object> row = new ArrayList<>();
    row.add(study);
    row.add(run.run());
    row.add(cell.role().name().toLowerCase(Locale.ROOT));
    row.add(cell.metric());
    row.add(cell.setting());
    row.add(cell.benchmark());
    row.add(cell.seed());
    row.add(cell.step() == null ? run.step() : cell.step());
    row.add(run.status());
    row.add(checkpoint == null ? null : checkpoint.id());
    row.add(checkpoint == null ? null : checkpoint.step());
    row.add(checkpoint == null ? null : checkpoint.bytes());
    row.add(Links.run(run.run()));
    row.add(checkpoint == null ? null : Links.checkpoint(checkpoint.id()));
    return row;
  }
}
