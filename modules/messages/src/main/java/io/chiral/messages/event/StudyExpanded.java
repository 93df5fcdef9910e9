package io.chiral.messages.event;

import io.chiral.messages.spec.Registration;
import io.chiral.messages.spec.StudySpec;
import io.chiral.messages.work.Cell;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A study became runs; the report awaits all of them. Larger grids come in numbered parts.
 *
 * @param study study id
 * @param part number of this part, from 0
 * @param parts how many there are
 * @param spec the declared grid
 * @param specDigest sha256 of its canonical form, in hex
 * @param cells runs of this part
 * @param registration what the study was fixed to; null in what earlier versions wrote
 * @param version of the software
 */
public record StudyExpanded(
    String study,
    int part,
    int parts,
    StudySpec spec,
    String specDigest,
    List<RunCell> cells,
    @Nullable Registration registration,
    String version)
    implements MetricEvent {

  public StudyExpanded {
    cells = List.copyOf(cells);
  }

  /**
   * One run of the grid.
   *
   * @param run run id
   * @param cell what it is
   */
  public record RunCell(String run, Cell cell) {}
}
