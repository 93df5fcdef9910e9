package io.chiral.asymmetry.evidence;

import io.chiral.messages.event.StudyExpanded;
import io.chiral.messages.spec.StudySpec;
import io.chiral.messages.work.Cell;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The declared grid: which run is which cell. */
public final class Grid {

  private final Once<Integer, StudyExpanded> parts = new Once<>("expansion, part");

  void add(StudyExpanded expanded, Faults faults) {
    parts.put(expanded.part(), expanded, faults);
  }

  Collection<StudyExpanded> events() {
    return parts.all();
  }

  /** The expansion's first part, or null before any came. */
  public @Nullable StudyExpanded header() {
    return parts.all().stream().findFirst().orElse(null);
  }

  /** The declared grid; null before any part came. */
  public @Nullable StudySpec spec() {
    StudyExpanded header = header();
    return header == null ? null : header.spec();
  }

  /** Whether every part came. */
  public boolean complete() {
    StudyExpanded header = header();
    return header != null && parts.all().size() == header.parts();
  }

  /** Cells by run id, in order; without exploratory runs. */
  public Map<String, Cell> cells() {
    Map<String, Cell> cells = new TreeMap<>();
    for (StudyExpanded part : parts.all()) {
      for (StudyExpanded.RunCell run : part.cells()) {
        if (run.cell().role() != Cell.Role.EXPLORATORY) {
          cells.put(run.run(), run.cell());
        }
      }
    }
    return cells;
  }
}
