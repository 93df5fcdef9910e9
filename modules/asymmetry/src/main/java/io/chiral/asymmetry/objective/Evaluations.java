package io.chiral.asymmetry.objective;

import io.chiral.asymmetry.evidence.Evidence;
import io.chiral.messages.event.RunEnded;
import io.chiral.messages.spec.MetricSpec;
import io.chiral.messages.spec.StudySpec;
import io.chiral.messages.state.RunStatus;
import io.chiral.messages.work.Cell;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Which evaluations of the declared grid have come, and which never will. */
public final class Evaluations {

  private final StudySpec spec;
  private final Map<Key, String> runs = new HashMap<>();
  private final Set<Key> dead = new HashSet<>();
  private final TreeSet<Integer> steps = new TreeSet<>();
  private @Nullable String baseline;

  /** A cell of the grid; step 0 stands for all its steps. */
  private record Key(String metric, String setting, long seed, int step) {
    Key anyStep() {
      return new Key(metric, setting, seed, 0);
    }
  }

  /**
   * One setting at one step.
   *
   * @param setting its id
   * @param step evaluated step
   * @param metrics those evaluated, in the study's order
   * @param seeds those of which every metric is evaluated
   * @param runs evaluating run of each metric and seed
   */
  record Block(
      String setting, int step, List<String> metrics, List<Long> seeds, List<List<String>> runs) {}

  /** Looks through the evidence. */
  public Evaluations(Evidence evidence, StudySpec spec) {
    this.spec = spec;
    evidence.grid().cells().forEach((run, cell) -> read(evidence, run, cell));
  }

  private void read(Evidence evidence, String run, Cell cell) {
    boolean came = evidence.images().complete(run);
    if (cell.role() == Cell.Role.BASELINE && came) {
      baseline = run;
    }
    if (cell.metric() == null || cell.setting() == null || cell.seed() == null) {
      return;
    }
    int step = cell.step() == null ? 0 : cell.step();
    Key key = new Key(cell.metric(), cell.setting(), cell.seed(), step);
    RunEnded end = evidence.end(run);
    boolean failed = end != null && end.status() != RunStatus.COMPLETED;
    if (cell.role() == Cell.Role.EVALUATION) {
      steps.add(step);
      if (came) {
        runs.putIfAbsent(key, run);
      }
    }
    boolean decides = cell.role() == Cell.Role.OBJECTIVE || step == spec.training().steps();
    if (failed && !came && decides) {
      dead.add(key.anyStep());
    }
  }

  /** Evaluated steps of the grid, ascending. */
  public List<Integer> steps() {
    return List.copyOf(steps);
  }

  /** The run that scored bicubic upscaling; null while it has not. */
  public @Nullable String baseline() {
    return baseline;
  }

  /** Metrics of which at least one seed can still be or was evaluated in the setting. */
  public List<String> metrics(String setting) {
    return spec.metrics().stream()
        .map(MetricSpec::id)
        .filter(
            metric ->
                spec.seeds().stream()
                    .anyMatch(seed -> !dead.contains(new Key(metric, setting, seed, 0))))
        .toList();
  }

  /** Runs of a metric in a setting at a step, of the seeds that came. */
  List<String> runs(String metric, String setting, int step) {
    return spec.seeds().stream()
        .map(seed -> runs.get(new Key(metric, setting, seed, step)))
        .filter(Objects::nonNull)
        .toList();
  }

  /** The setting at that step; null unless every metric was evaluated there with one same seed. */
  @Nullable Block block(String setting, int step) {
    List<String> metrics = metrics(setting);
    List<Long> seeds =
        spec.seeds().stream()
            .filter(
                seed ->
                    metrics.stream()
                        .allMatch(m -> runs.containsKey(new Key(m, setting, seed, step))))
            .toList();
    if (seeds.isEmpty() || metrics.isEmpty()) {
      return null;
    }
    List<List<String>> found =
        metrics.stream()
            .map(m -> seeds.stream().map(seed -> run(new Key(m, setting, seed, step))).toList())
            .toList();
    return new Block(setting, step, metrics, seeds, found);
  }

  private String run(Key key) {
    return Objects.requireNonNull(runs.get(key), () -> key + " was not evaluated");
  }

  /** The setting at the largest step that every metric was evaluated at; null: none yet. */
  @Nullable Block aligned(String setting) {
    for (int step : steps.descendingSet()) {
      Block block = block(setting, step);
      if (block != null) {
        return block;
      }
    }
    return null;
  }
}
