package io.chiral.asymmetry.evidence;

import io.chiral.messages.event.TrainingScalars;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What stability needs of a run's training curves, by ascending step: 20 bytes a logged step, and
 * half as much again to grow into.
 */
public final class Curve {

  private static final String REAL = "out_d_real";
  private static final String FAKE = "out_d_fake";
  private static final String TOTAL = "l_g_total";
  private static final String SKIPPED = "skipped";

  private int size;
  private int[] steps = new int[0];

  /** The discriminator's output for real − for fake; NaN without one. */
  private double[] margins = new double[0];

  /** 1 where every value of the step is finite and no step was skipped so far, else 0. */
  private double[] whole = new double[0];

  void add(TrainingScalars scalars, Faults faults) {
    for (int row = 0; row < scalars.steps().size(); row++) {
      int at = row;
      boolean finite = scalars.columns().stream().allMatch(column -> column.get(at) != null);
      // Steps between the logged ones are guarded, too; the run counts them.
      finite &= !(value(scalars, SKIPPED, row) > 0);
      double difference = value(scalars, REAL, row) - value(scalars, FAKE, row);
      double margin = Double.isFinite(difference) ? difference : Double.NaN;
      put(scalars.run(), scalars.steps().get(row), margin, finite ? 1 : 0, faults);
    }
  }

  private void put(String run, int step, double margin, double finite, Faults faults) {
    int at = Arrays.binarySearch(steps, 0, size, step);
    if (at >= 0) {
      String key = " at step %d of run %s".formatted(step, run);
      margins[at] = faults.settle("discriminator margin" + key, margins[at], margin);
      whole[at] = faults.settle("finiteness of the losses" + key, whole[at], finite);
      return;
    }
    insert(-at - 1, step, margin, finite);
  }

  private void insert(int place, int step, double margin, double finite) {
    if (size == steps.length) {
      int room = size + size / 2 + 8;
      steps = Arrays.copyOf(steps, room);
      margins = Arrays.copyOf(margins, room);
      whole = Arrays.copyOf(whole, room);
    }
    System.arraycopy(steps, place, steps, place + 1, size - place);
    System.arraycopy(margins, place, margins, place + 1, size - place);
    System.arraycopy(whole, place, whole, place + 1, size - place);
    steps[place] = step;
    margins[place] = margin;
    whole[place] = finite;
    size++;
  }

  /** Whether any step came. */
  public boolean known() {
    return size > 0;
  }

  /** Whether some value of the curves was not finite, or a step was skipped for that. */
  public boolean guarded() {
    return Arrays.stream(whole, 0, size).anyMatch(finite -> finite == 0);
  }

  /**
   * Mean margin in the last quarter of the logged steps − in the first; NaN below eight steps or
   * without a discriminator.
   */
  public double marginDrift() {
    int quarter = size / 4;
    return quarter < 2 ? Double.NaN : mean(size - quarter, size) - mean(0, quarter);
  }

  private double mean(int from, int to) {
    return Arrays.stream(margins, from, to).sum() / (to - from);
  }

  /** Events that tell the same: one of the steps with a margin, one of those without. */
  Stream<TrainingScalars> events(String study, String run) {
    return Stream.of(true, false)
        .map(
            with ->
                IntStream.range(0, size).filter(at -> Double.isNaN(margins[at]) != with).toArray())
        .filter(rows -> rows.length > 0)
        .map(rows -> event(study, run, rows));
  }

  private TrainingScalars event(String study, String run, int[] rows) {
    List<String> names = new ArrayList<>(List.of(TOTAL));
    List<List<@Nullable Double>> columns = new ArrayList<>();
    columns.add(column(rows, at -> whole[at] == 0 ? null : 0.0));
    if (!Double.isNaN(margins[rows[0]])) {
      names.addAll(List.of(REAL, FAKE));
      columns.add(column(rows, at -> margins[at]));
      columns.add(column(rows, at -> 0.0));
    }
    List<Integer> logged = Arrays.stream(rows).mapToObj(at -> steps[at]).toList();
    return new TrainingScalars(study, run, logged, names, columns);
  }

  private interface Value {
    @Nullable Double at(int row);
  }

  private static List<@Nullable Double> column(int[] rows, Value value) {
    List<@Nullable Double> column = new ArrayList<>();
    for (int row : rows) {
      column.add(value.at(row));
    }
    return column;
  }

  private static double value(TrainingScalars scalars, String name, int row) {
    int column = scalars.names().indexOf(name);
    Double value = column < 0 ? null : scalars.columns().get(column).get(row);
    return value == null ? Double.NaN : value;
  }
}
