package io.chiral.load.coverage;

import io.chiral.messages.report.Figure;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Counts of one figure over some studies; a study counts once, by the share that covers. */
final class Tally {

  private long studies;
  private long intervals;
  private long covered;
  private long below;
  private long above;
  private double shares;
  private double squares;
  private double widths;
  private double errors;

  /** What is counted in one study, by figure. */
  static final class Study {
    private final Map<String, long[]> counts = new LinkedHashMap<>();
    private final Map<String, Double> widths = new LinkedHashMap<>();
    private final Map<String, Double> errors = new LinkedHashMap<>();

    /** A figure's interval against a truth; nothing where there is no interval. */
    void interval(
        String figure,
        double truth,
        @Nullable Double value,
        @Nullable Double low,
        @Nullable Double high) {
      if (value == null || low == null || high == null) {
        return;
      }
      long[] count = counts.computeIfAbsent(figure, key -> new long[4]);
      // Bounds of shares are sums of thirds and sixths.
      boolean under = truth < low - 1e-9;
      boolean over = truth > high + 1e-9;
      count[0]++;
      count[1] += under || over ? 0 : 1;
      count[2] += under ? 1 : 0;
      count[3] += over ? 1 : 0;
      widths.merge(figure, high - low, Double::sum);
      errors.merge(figure, value - truth, Double::sum);
    }

    void interval(String figure, double truth, Figure told) {
      interval(figure, truth, told.value(), told.low(), told.high());
    }

    /** Something that happened or not. */
    void event(String figure, boolean happened) {
      long[] count = counts.computeIfAbsent(figure, key -> new long[4]);
      count[0]++;
      count[1] += happened ? 1 : 0;
    }
  }

  /** Adds a study to the tallies of its figures. */
  static void add(Map<String, Tally> tallies, Study study) {
    study.counts.forEach(
        (figure, count) -> {
          Tally tally = tallies.computeIfAbsent(figure, key -> new Tally());
          double share = (double) count[1] / count[0];
          tally.studies++;
          tally.intervals += count[0];
          tally.covered += count[1];
          tally.below += count[2];
          tally.above += count[3];
          tally.shares += share;
          tally.squares += share * share;
          tally.widths += study.widths.getOrDefault(figure, 0.0);
          tally.errors += study.errors.getOrDefault(figure, 0.0);
        });
  }

  void add(Tally other) {
    studies += other.studies;
    intervals += other.intervals;
    covered += other.covered;
    below += other.below;
    above += other.above;
    shares += other.shares;
    squares += other.squares;
    widths += other.widths;
    errors += other.errors;
  }

  long studies() {
    return studies;
  }

  /** Of the intervals; of the studies where something happened or not. */
  double share() {
    return (double) covered / intervals;
  }

  /** Of the share, from study to study. */
  double standardError() {
    double mean = shares / studies;
    return Math.sqrt(Math.max(0, squares / studies - mean * mean) / studies);
  }

  /** Share of intervals that lie wholly above the truth. */
  double below() {
    return (double) below / intervals;
  }

  /** Share of intervals that lie wholly below the truth. */
  double above() {
    return (double) above / intervals;
  }

  double width() {
    return widths / intervals;
  }

  /** Mean of value − truth. */
  double bias() {
    return errors / intervals;
  }

  /** One line, without its key. */
  String line() {
    return String.format(
        Locale.ROOT,
        "%d,%d,%d,%d,%d,%s,%s,%s,%s",
        studies,
        intervals,
        covered,
        below,
        above,
        shares,
        squares,
        widths,
        errors);
  }

  static Tally parse(String[] fields, int from) {
    Tally tally = new Tally();
    tally.studies = Long.parseLong(fields[from]);
    tally.intervals = Long.parseLong(fields[from + 1]);
    tally.covered = Long.parseLong(fields[from + 2]);
    tally.below = Long.parseLong(fields[from + 3]);
    tally.above = Long.parseLong(fields[from + 4]);
    tally.shares = Double.parseDouble(fields[from + 5]);
    tally.squares = Double.parseDouble(fields[from + 6]);
    tally.widths = Double.parseDouble(fields[from + 7]);
    tally.errors = Double.parseDouble(fields[from + 8]);
    return tally;
  }

  /** An empty set of tallies. */
  static Map<String, Tally> none() {
    return new TreeMap<>();
  }
}
