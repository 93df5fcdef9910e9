package io.chiral.asymmetry.report;

import io.chiral.asymmetry.evidence.Evidence;
import io.chiral.asymmetry.evidence.ItemScores.Series;
import io.chiral.messages.event.RunEnded;
import io.chiral.messages.spec.StudySpec;
import io.chiral.messages.state.RunStatus;
import io.chiral.messages.work.Cell;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Which cells of the declared grid are still awaited, and which failed. */
final class Progress {

  private final List<String> awaited = new ArrayList<>();
  private final List<String> failed = new ArrayList<>();
  private final TreeSet<String> openSettings = new TreeSet<>();
  private boolean assessorsOpen;

  /** How many runs of a role are declared and how many of them came whole. */
  private record Count(int came, int declared) {
    Count and(boolean more) {
      return new Count(came + (more ? 1 : 0), declared + 1);
    }
  }

  Progress(Evidence evidence) {
    if (!evidence.grid().complete()) {
      awaited.add("the study's expansion");
    }
    Map<Cell.Role, Count> counts = new EnumMap<>(Cell.Role.class);
    evidence
        .grid()
        .cells()
        .forEach(
            (run, cell) -> {
              boolean came = came(evidence, run, cell);
              counts.put(cell.role(), counts.getOrDefault(cell.role(), new Count(0, 0)).and(came));
              if (!came) {
                open(cell);
              }
              RunEnded end = evidence.end(run);
              if (end != null && end.status() != RunStatus.COMPLETED) {
                failed.add(failure(cell, end));
              }
            });
    counts.forEach(
        (role, count) -> {
          if (count.came < count.declared) {
            awaited.add(
                "%s: %d of %d runs"
                    .formatted(name(role), count.declared - count.came, count.declared));
          }
        });
  }

  private void open(Cell cell) {
    assessorsOpen |= cell.role() == Cell.Role.ASSESSOR;
    if (cell.setting() != null && cell.role() != Cell.Role.TRANSFER) {
      openSettings.add(cell.setting());
    }
  }

  /** A run came whole when it ended, and if it completed, all its scores too. */
  private static boolean came(Evidence evidence, String run, Cell cell) {
    RunEnded end = evidence.end(run);
    if (end == null) {
      return false;
    }
    if (end.status() != RunStatus.COMPLETED) {
      return true;
    }
    return switch (cell.role()) {
      case EVALUATION, BASELINE -> evidence.images().complete(run);
      case ASSESSOR, TRANSFER -> evidence.items().complete(run, splits(evidence));
      case PRETRAINING, OBJECTIVE, EXPLORATORY -> true;
    };
  }

  /** Declared number of splits; 0 without assessors. */
  static int splits(Evidence evidence) {
    StudySpec spec = evidence.grid().spec();
    return spec == null || spec.assessment() == null ? 0 : spec.assessment().splits();
  }

  /** Assessors of the grid whose splits came whole. */
  static List<Series> completeAssessors(Evidence evidence) {
    Map<String, Cell> cells = evidence.grid().cells();
    int splits = splits(evidence);
    return evidence.items().series().stream()
        .filter(series -> cells.containsKey(series.run()))
        .filter(series -> splits > 0 && evidence.items().complete(series.run(), splits))
        .toList();
  }

  /** What is awaited, one line a kind of run; empty: the study is complete. */
  List<String> awaited() {
    return awaited;
  }

  /** Runs that failed or were cancelled. */
  List<String> failed() {
    return failed;
  }

  boolean complete() {
    return awaited.isEmpty();
  }

  /** Whether anything that the setting's asymmetry rests on is still awaited. */
  boolean open(String setting) {
    return assessorsOpen
        || openSettings.contains(setting)
        || awaited.contains("the study's expansion");
  }

  private static String failure(Cell cell, RunEnded end) {
    StringBuilder text = new StringBuilder(name(cell.role()));
    append(text, " of ", cell.metric());
    append(text, " in ", cell.setting());
    append(text, " on ", cell.benchmark());
    append(text, ", seed ", cell.seed());
    append(text, ", step ", cell.step());
    text.append(": ").append(end.status().name().toLowerCase(Locale.ROOT));
    append(text, ", ", end.reason());
    return text.toString();
  }

  private static void append(StringBuilder text, String before, @Nullable Object value) {
    if (value != null) {
      text.append(before).append(value);
    }
  }

  private static String name(Cell.Role role) {
    return role.name().toLowerCase(Locale.ROOT);
  }
}
