package io.chiral.service.gateway.view;

import io.chiral.messages.state.RunState;
import io.chiral.messages.work.Cell;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How long a study's rest will take: for each run the steps left times the time a step took in the
 * runs most like it (itself; same role, metric and setting; same role), over the workers at work.
 */
final class TimeLeft {

  private final Map<Object, Pace> paces = new HashMap<>();
  private final Set<String> workers = new HashSet<>();

  private TimeLeft() {}

  /** Null when a run is left of whose role nothing was computed yet, or when nothing runs. */
  static @Nullable Long seconds(Collection<RunState> runs) {
    TimeLeft estimate = new TimeLeft();
    runs.forEach(estimate::learn);
    double millis = 0;
    for (RunState run : runs) {
      int left = run.status().ended() ? 0 : run.spec().steps() - run.step();
      Pace pace = left == 0 ? Pace.NONE : estimate.pace(run);
      if (pace == null) {
        return null;
      }
      millis += left * pace.millisPerStep();
    }
    boolean stalled = millis > 0 && estimate.workers.isEmpty();
    return stalled ? null : Math.round(millis / 1000 / Math.max(1, estimate.workers.size()));
  }

  private void learn(RunState run) {
    if (run.outstanding() != null) {
      workers.add(run.outstanding().worker());
    }
    if (run.step() > 0) {
      Pace pace = new Pace(run.computeMillis(), run.step());
      paces.put(run.run(), pace);
      paces.merge(Likeness.of(run.cell()), pace, Pace::and);
      paces.merge(run.cell().role(), pace, Pace::and);
    }
  }

  private @Nullable Pace pace(RunState run) {
    Pace own = paces.get(run.run());
    Pace alike = own != null ? own : paces.get(Likeness.of(run.cell()));
    return alike != null ? alike : paces.get(run.cell().role());
  }

  private record Likeness(Cell.Role role, @Nullable String metric, @Nullable String setting) {
    static Likeness of(Cell cell) {
      return new Likeness(cell.role(), cell.metric(), cell.setting());
    }
  }

  private record Pace(long millis, long steps) {
    static final Pace NONE = new Pace(0, 1);

    Pace and(Pace other) {
      return new Pace(millis + other.millis, steps + other.steps);
    }

    double millisPerStep() {
      return (double) millis / steps;
    }
  }
}
