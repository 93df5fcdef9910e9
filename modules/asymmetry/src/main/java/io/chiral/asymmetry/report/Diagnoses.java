package io.chiral.asymmetry.report;

import io.chiral.asymmetry.evidence.Diagnosed;
import io.chiral.asymmetry.evidence.Evidence;
import io.chiral.messages.report.Diagnosis;
import io.chiral.messages.spec.MetricSpec;
import io.chiral.messages.spec.SettingSpec;
import io.chiral.messages.spec.StudySpec;
import io.chiral.messages.work.Cell;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * What training was diagnosed with, mean over the seeds of a cell. A report is one record of at
 * most 512 KiB: where there are more values than fit, some steps are left out, evenly and the same
 * of all series, and the last stays.
 */
final class Diagnoses {

  /** Some 110 bytes each. */
  private static final int MOST_POINTS = 1500;

  /** Some 90 bytes each, without points. */
  private static final int MOST_SERIES = 1000;

  private final List<Series> series = new ArrayList<>();
  private final List<Integer> steps;

  private record Series(String setting, String metric, String name, List<Diagnosed> runs) {}

  Diagnoses(Evidence evidence, StudySpec spec) {
    Set<Integer> told = new TreeSet<>();
    for (SettingSpec setting : spec.allSettings()) {
      for (MetricSpec metric : spec.metrics()) {
        List<Diagnosed> runs = runs(evidence, setting.id(), metric.id());
        Set<String> names = new TreeSet<>();
        for (Diagnosed run : runs) {
          names.addAll(run.names());
          Arrays.stream(run.steps()).forEach(told::add);
        }
        names.forEach(name -> series.add(new Series(setting.id(), metric.id(), name, runs)));
      }
    }
    steps =
        chosen(List.copyOf(told), MOST_POINTS / Math.max(1, Math.min(series.size(), MOST_SERIES)));
  }

  private static List<Diagnosed> runs(Evidence evidence, String setting, String metric) {
    return evidence.grid().cells().entrySet().stream()
        .filter(run -> run.getValue().role() == Cell.Role.OBJECTIVE)
        .filter(run -> setting.equals(run.getValue().setting()))
        .filter(run -> metric.equals(run.getValue().metric()))
        .map(Map.Entry::getKey)
        .map(evidence::diagnosed)
        .toList();
  }

  /**
   * At most so many, evenly spread, the last and, if there is room for two, the first among them.
   */
  private static List<Integer> chosen(List<Integer> steps, int most) {
    int last = steps.size() - 1;
    if (last < most) {
      return steps;
    }
    List<Integer> some = new ArrayList<>();
    for (int i = most - 1; i >= 0; i--) {
      some.add(steps.get(last - (int) ((long) last * i / Math.max(1, most - 1))));
    }
    return some;
  }

  /** By setting, metric and name, in the study's order. */
  List<Diagnosis> list() {
    return series.stream()
        .limit(MOST_SERIES)
        .map(one -> new Diagnosis(one.setting(), one.metric(), one.name(), points(one)))
        .filter(diagnosis -> !diagnosis.points().isEmpty())
        .toList();
  }

  private List<Diagnosis.Point> points(Series one) {
    List<Diagnosis.Point> points = new ArrayList<>();
    for (int step : steps) {
      double[] values =
          one.runs().stream()
              .mapToDouble(run -> run.value(one.name(), step))
              .filter(Double::isFinite)
              .toArray();
      if (values.length > 0) {
        points.add(new Diagnosis.Point(step, RunMean.of(values, "no run has told it")));
      }
    }
    return points;
  }

  /** What is left out of the report; empty if nothing is. */
  List<String> leftOut() {
    return series.size() <= MOST_SERIES
        ? List.of()
        : List.of(
            "diagnosis: %d of %d series, the report is full; all are on the metrics topic"
                .formatted(series.size() - MOST_SERIES, series.size()));
  }
}
