package io.chiral.asymmetry.assessor;

import io.chiral.asymmetry.evidence.ItemScores;
import io.chiral.asymmetry.evidence.ItemScores.Series;
import io.chiral.asymmetry.order.Life;
import io.chiral.asymmetry.replicate.Replicates;
import io.chiral.messages.report.AssessorReport;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The metrics as assessors: A(f) is the mean over benchmarks. Where a benchmark has people's
 * opinions, proxies are not averaged with it.
 */
public final class Assessors {

  private final List<String> metrics;
  private final Replicates replicates;
  private final List<Benchmark> benchmarks;
  private final List<Benchmark> headline;
  private final List<AssessorReport> reports;
  private final double[] values;
  private final double[][] valueReplicates;
  private final SeedNoise headlineNoise;
  private final boolean seeded;

  /** Every setting and family of judges is compared with the same lives. */
  private final Map<LifeKey, Life> lives = new HashMap<>();

  private record LifeKey(@Nullable String benchmark, List<String> metrics) {}

  /** What was drawn before, so that a newly completed run costs no more than its own fits. */
  public static final class Known {
    private final Map<Benchmark.Key, Map<Statistic, Benchmark.Estimate>> drawn = new HashMap<>();

    /** Forgets everything, because scores changed. */
    public void clear() {
      drawn.clear();
    }
  }

  /**
   * Correlates.
   *
   * @param metrics ids in the study's order
   * @param assessors those whose splits are complete
   * @param scores all scores
   * @param splits declared number of splits
   * @param replicates how to draw
   * @param known what was drawn before; gains the rest
   * @param side replicates of figures beside SRCC; 0: without those
   */
  public Assessors(
      List<String> metrics,
      List<Series> assessors,
      ItemScores scores,
      int splits,
      Replicates replicates,
      int side,
      Known known) {
    this.metrics = List.copyOf(metrics);
    this.replicates = replicates;
    benchmarks =
        assessors.stream()
            .filter(assessor -> metrics.contains(assessor.metric()))
            .collect(Collectors.groupingBy(Series::benchmark, TreeMap::new, Collectors.toList()))
            .entrySet()
            .stream()
            .map(
                b ->
                    new Benchmark(
                        b.getKey(), b.getValue(), scores, splits, replicates, side, known.drawn))
            .toList();
    boolean people = benchmarks.stream().anyMatch(benchmark -> !benchmark.proxy());
    headline = benchmarks.stream().filter(b -> b.proxy() != people).toList();
    seeded = headline.stream().anyMatch(b -> metrics.stream().anyMatch(m -> b.seeds(m) > 0));
    headlineNoise = SeedNoise.of(headline, metrics, Statistic.SRCC);
    reports =
        metrics.stream()
            .flatMap(m -> benchmarks.stream().filter(b -> b.has(m)).map(b -> b.report(m, noise(b))))
            .toList();
    values = metrics.stream().mapToDouble(m -> value(m, headline)).toArray();
    valueReplicates = metrics.stream().map(m -> replicates(m, headline)).toArray(double[][]::new);
  }

  /** All benchmarks with complete scores, by id. */
  public List<Benchmark> benchmarks() {
    return benchmarks;
  }

  /** Every metric on every benchmark. */
  public List<AssessorReport> reports() {
    return reports;
  }

  /** Whether A rests on proxy opinions. */
  public boolean proxy() {
    return headline.stream().anyMatch(Benchmark::proxy);
  }

  /** Whether seeded metrics were scored with one seed only: nothing is known of its influence. */
  public boolean conditionalOnSeeds() {
    return seeded && headlineNoise.unknown();
  }

  /** Fewest contents of a benchmark; 0 without any. */
  public int contents() {
    return headline.stream().mapToInt(Benchmark::contents).min().orElse(0);
  }

  /** Items of all benchmarks that A rests on. */
  public int items() {
    return headline.stream().mapToInt(Benchmark::items).sum();
  }

  /** Whether there are too few splits for intervals. */
  public boolean fewSplits() {
    return headline.stream().anyMatch(benchmark -> benchmark.fewSplits() != null);
  }

  /** A(f); NaN where the metric is missing on a benchmark. */
  public double value(String metric) {
    int at = metrics.indexOf(metric);
    return at < 0 ? Double.NaN : values[at];
  }

  /** A(f) in each replicate; empty without interval. */
  public double[] replicates(String metric) {
    return valueReplicates[metrics.indexOf(metric)];
  }

  /** The life of metrics that all have an A. */
  public Life life(List<String> chosen) {
    return lives.computeIfAbsent(
        new LifeKey(null, List.copyOf(chosen)), key -> made(key.metrics()));
  }

  /** The life of the chosen metrics on one benchmark alone, which has them all. */
  public Life life(List<String> chosen, Benchmark benchmark) {
    return lives.computeIfAbsent(
        new LifeKey(benchmark.id(), List.copyOf(chosen)), key -> made(key.metrics(), benchmark));
  }

  private Life made(List<String> chosen) {
    return Life.of(
        chosen.stream().mapToDouble(this::value).toArray(),
        chosen.stream().map(this::replicates).toArray(double[][]::new),
        contents());
  }

  private Life made(List<String> chosen, Benchmark benchmark) {
    List<Benchmark> alone = List.of(benchmark);
    return Life.of(
        chosen.stream().mapToDouble(metric -> value(metric, alone)).toArray(),
        chosen.stream().map(metric -> replicates(metric, alone)).toArray(double[][]::new),
        benchmark.contents());
  }

  /** Whether all the chosen metrics were scored on the benchmark. */
  public boolean covers(Benchmark benchmark, List<String> chosen) {
    return chosen.stream().allMatch(m -> !Double.isNaN(value(m, List.of(benchmark))));
  }

  private static double value(String metric, List<Benchmark> chosen) {
    return chosen.stream()
            .mapToDouble(b -> b.has(metric) ? b.srcc(metric) : Double.NaN)
            .reduce((a, b) -> a + b)
            .orElse(Double.NaN)
        / chosen.size();
  }

  /** Mean over benchmarks, with the seeds' noise where it is known. */
  private double[] replicates(String metric, List<Benchmark> chosen) {
    if (Double.isNaN(value(metric, chosen))) {
      return new double[0];
    }
    double[][] each =
        chosen.stream()
            .map(b -> b.drawn(metric, Statistic.SRCC).replicates())
            .toArray(double[][]::new);
    double[] mean = new double[Arrays.stream(each).mapToInt(row -> row.length).min().orElse(0)];
    for (int r = 0; r < mean.length; r++) {
      for (double[] row : each) {
        mean[r] += row[r] / each.length;
      }
    }
    int seeds = chosen.stream().mapToInt(b -> b.seeds(metric)).min().orElse(0);
    return noise(chosen.get(0))
        .on(mean, seeds, chosen.size(), replicates.normals(SeedNoise.stream(metric)));
  }

  /** Pooled over the benchmarks that A rests on; of others, over themselves. */
  private SeedNoise noise(Benchmark benchmark) {
    return headline.contains(benchmark)
        ? headlineNoise
        : SeedNoise.of(List.of(benchmark), metrics, Statistic.SRCC);
  }
}
