package io.chiral.asymmetry.evidence;

import io.chiral.messages.event.TrainingDiagnosed;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Why a run trains as it does, by ascending step: 4 bytes a diagnosed step, 8 a value. A value that
 * was not finite tells nothing, as if it had not come.
 */
public final class Diagnosed {

  private int[] steps = new int[0];

  /** One value a step; NaN: nothing told. */
  private final Map<String, double[]> columns = new TreeMap<>();

  void add(TrainingDiagnosed event, Faults faults) {
    for (int row = 0; row < event.steps().size(); row++) {
      for (int column = 0; column < event.names().size(); column++) {
        Double value = event.columns().get(column).get(row);
        if (value != null) {
          put(event.run(), event.steps().get(row), event.names().get(column), value, faults);
        }
      }
    }
  }

  private void put(String run, int step, String name, double value, Faults faults) {
    int at = place(step);
    double[] values = columns.computeIfAbsent(name, absent -> nothing());
    values[at] =
        Double.isNaN(values[at])
            ? value
            : faults.settle(
                "%s at step %d of run %s".formatted(name, step, run), values[at], value);
  }

  /** Where the step stands, made if it is new. */
  private int place(int step) {
    int at = Arrays.binarySearch(steps, step);
    if (at >= 0) {
      return at;
    }
    int place = -at - 1;
    int[] longer = Arrays.copyOf(steps, steps.length + 1);
    System.arraycopy(steps, place, longer, place + 1, steps.length - place);
    longer[place] = step;
    steps = longer;
    columns.replaceAll((name, values) -> widened(values, place));
    return place;
  }

  private double[] nothing() {
    double[] values = new double[steps.length];
    Arrays.fill(values, Double.NaN);
    return values;
  }

  private static double[] widened(double[] values, int place) {
    double[] longer = Arrays.copyOf(values, values.length + 1);
    System.arraycopy(values, place, longer, place + 1, values.length - place);
    longer[place] = Double.NaN;
    return longer;
  }

  /** Steps at which something was told, ascending. */
  public int[] steps() {
    return steps.clone();
  }

  /** Names of what was told. */
  public Set<String> names() {
    return Set.copyOf(columns.keySet());
  }

  /** What was told; NaN: nothing. */
  public double value(String name, int step) {
    double[] values = columns.get(name);
    int at = Arrays.binarySearch(steps, step);
    return values == null || at < 0 ? Double.NaN : values[at];
  }

  /** The event that tells the same; none if nothing was told. */
  List<TrainingDiagnosed> events(String study, String run) {
    if (steps.length == 0) {
      return List.of();
    }
    List<List<@Nullable Double>> told = new ArrayList<>();
    for (double[] values : columns.values()) {
      List<@Nullable Double> column = new ArrayList<>();
      for (double value : values) {
        column.add(Double.isNaN(value) ? null : (Double) value);
      }
      told.add(column);
    }
    return List.of(
        new TrainingDiagnosed(
            study, run, IntStream.of(steps).boxed().toList(), List.copyOf(columns.keySet()), told));
  }
}
