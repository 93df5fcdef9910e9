package io.chiral.service.gateway.view;

import io.chiral.messages.event.TrainingScalars;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A run's training curves in columns. At most {@link #MOST_POINTS} logged steps are kept: when more
 * arrive every other one is dropped, for good. The kept values are as they were logged, no means.
 * Which steps are kept depends on the logged steps alone, so all gateways show the same.
 */
public final class CurveItem extends Item {

  /** More points than a chart has pixels. */
  static final int MOST_POINTS = 2_000;

  private final Map<String, double[]> columns = new LinkedHashMap<>();
  private int[] steps = new int[64];
  private Change[] changes = new Change[64];
  private int size;
  private int logged;
  private int stride = 1;
  private int lastStep = -1;
  private @Nullable Change thinned;

  CurveItem(String study, String run) {
    super(Kind.SCALARS, study, run);
  }

  /** Appends what is beyond the last step; steps that are known already are left out. */
  void append(TrainingScalars event, Change change) {
    for (int row = 0; row < event.steps().size(); row++) {
      int step = event.steps().get(row);
      if (step <= lastStep) {
        continue;
      }
      lastStep = step;
      if (logged++ % stride == 0) {
        add(event, row, change);
      }
      if (size > MOST_POINTS) {
        thin(change);
      }
    }
  }

  private void add(TrainingScalars event, int row, Change change) {
    if (size == steps.length) {
      steps = Arrays.copyOf(steps, 2 * size);
      changes = Arrays.copyOf(changes, 2 * size);
      columns.replaceAll((name, values) -> Arrays.copyOf(values, 2 * size));
    }
    steps[size] = event.steps().get(row);
    changes[size] = change;
    columns.values().forEach(values -> values[size] = Double.NaN);
    for (int c = 0; c < event.names().size(); c++) {
      Double value = event.columns().get(c).get(row);
      columns.computeIfAbsent(event.names().get(c), name -> absent())[size] =
          value == null ? Double.NaN : value;
    }
    size++;
  }

  private double[] absent() {
    double[] values = new double[steps.length];
    Arrays.fill(values, Double.NaN);
    return values;
  }

  /** Halves the resolution. */
  void thin(Change change) {
    int kept = (size + 1) / 2;
    for (int i = 0; i < kept; i++) {
      steps[i] = steps[2 * i];
      changes[i] = changes[2 * i];
      for (double[] values : columns.values()) {
        values[i] = values[2 * i];
      }
    }
    size = kept;
    stride *= 2;
    thinned = change;
  }

  /** How many numbers are kept. */
  int numbers() {
    return size * (columns.size() + 1);
  }

  @Override
  public Curves value(Since since) {
    int from = firstNews(since);
    List<Integer> newSteps = new ArrayList<>();
    for (int i = from; i < size; i++) {
      newSteps.add(steps[i]);
    }
    List<List<@Nullable Double>> values = new ArrayList<>();
    columns.values().forEach(column -> values.add(slice(column, from)));
    return new Curves(
        from == 0 ? null : steps[from - 1], newSteps, List.copyOf(columns.keySet()), values);
  }

  private int firstNews(Since since) {
    if (thinned != null && since.misses(thinned)) {
      return 0;
    }
    int from = size;
    while (from > 0 && since.misses(changes[from - 1])) {
      from--;
    }
    return from;
  }

  private List<@Nullable Double> slice(double[] column, int from) {
    List<@Nullable Double> values = new ArrayList<>();
    for (int i = from; i < size; i++) {
      values.add(Double.isNaN(column[i]) ? null : (Double) column[i]);
    }
    return values;
  }

  /**
   * Curves in columns.
   *
   * @param after points at steps beyond it are replaced by these; null: all are
   * @param steps ascending
   * @param names of the columns
   * @param columns one a name, one value a step; null where the value was not finite or not logged
   */
  public record Curves(
      @Nullable Integer after,
      List<Integer> steps,
      List<String> names,
      List<List<@Nullable Double>> columns) {}
}
