package io.chiral.training.optimise;

import io.chiral.messages.event.MetricEvent;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Rows of the steps that are published, until they are taken as events. */
final class Curves {

  /** Rows of at most 35 columns of 24 characters: well below a record's 512 KiB. */
  private static final int ROWS_AN_EVENT = 500;

  private final String study;
  private final String run;
  private final Maker maker;
  private final List<Integer> steps = new ArrayList<>();
  private final List<Row> rows = new ArrayList<>();

  /**
   * @param maker of the events
   */
  Curves(String study, String run, Maker maker) {
    this.study = study;
    this.run = run;
    this.maker = maker;
  }

  /** An event in columns: {@code TrainingScalars::new} or {@code TrainingDiagnosed::new}. */
  interface Maker {
    MetricEvent event(
        String study,
        String run,
        List<Integer> steps,
        List<String> names,
        List<List<@Nullable Double>> columns);
  }

  void add(int step, Row row) {
    steps.add(step);
    rows.add(row);
  }

  List<MetricEvent> take() {
    List<MetricEvent> events = new ArrayList<>();
    for (int from = 0; from < steps.size(); from += ROWS_AN_EVENT) {
      int to = Math.min(from + ROWS_AN_EVENT, steps.size());
      events.add(event(List.copyOf(steps.subList(from, to)), rows.subList(from, to)));
    }
    steps.clear();
    rows.clear();
    return events;
  }

  private MetricEvent event(List<Integer> at, List<Row> values) {
    Set<String> names = new LinkedHashSet<>();
    values.forEach(row -> names.addAll(row.values().keySet()));
    List<List<@Nullable Double>> columns = new ArrayList<>();
    for (String name : names) {
      List<@Nullable Double> column = new ArrayList<>();
      values.forEach(row -> column.add(finite(row.values().get(name))));
      columns.add(column);
    }
    return maker.event(study, run, at, List.copyOf(names), columns);
  }

  private static @Nullable Double finite(@Nullable Double value) {
    return value != null && Double.isFinite(value) ? value : null;
  }
}
