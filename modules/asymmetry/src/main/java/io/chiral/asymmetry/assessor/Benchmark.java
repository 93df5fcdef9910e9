package io.chiral.asymmetry.assessor;

import io.chiral.asymmetry.evidence.ItemScores;
import io.chiral.asymmetry.evidence.ItemScores.Scored;
import io.chiral.asymmetry.evidence.ItemScores.Series;
import io.chiral.asymmetry.replicate.Replicates;
import io.chiral.messages.report.AssessorReport;
import io.chiral.messages.report.Figure;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * All metrics on one benchmark. A metric's value is the median over splits of the mean over its
 * initialisation seeds. A replicate draws contents (one weight each, in all splits) and splits.
 */
public final class Benchmark {

  /** With fewer splits there is no interval. */
  static final int MIN_SPLITS = 10;

  private final String id;
  private final boolean proxy;
  private final int splits;
  private final int side;
  private final TreeMap<String, Integer> contents = new TreeMap<>();
  private final TreeSet<String> items = new TreeSet<>();
  private final List<String> warnings = new ArrayList<>();
  private final Replicates replicates;
  private final SplitDraws draws;

  /** Test parts by metric, by seed, by split. */
  private final Map<String, List<List<TestPart>>> metrics = new TreeMap<>();

  private final Map<String, Integer> seeds = new TreeMap<>();
  private final Map<String, List<String>> runs = new TreeMap<>();
  private final Map<Key, Map<Statistic, Estimate>> known;

  /**
   * Reads the scores of assessors that are complete.
   *
   * @param id label table id
   * @param assessors complete ones of this benchmark
   * @param scores theirs
   * @param splits how many splits there are
   * @param replicates how to draw
   * @param side replicates of figures beside SRCC, which nothing is decided by; 0: without those
   * @param known what was drawn before of metrics whose scores have not changed; gains the rest
   */
  Benchmark(
      String id,
      List<Series> assessors,
      ItemScores scores,
      int splits,
      Replicates replicates,
      int side,
      Map<Key, Map<Statistic, Estimate>> known) {
    this.id = id;
    this.known = known;
    this.replicates = replicates;
    this.side = side;
    this.splits = splits;
    this.proxy = assessors.stream().anyMatch(Series::proxy);
    Map<Series, List<List<Scored>>> parts =
        assessors.stream()
            .collect(
                Collectors.toMap(
                    a -> a,
                    a -> IntStream.range(0, splits).mapToObj(s -> scores.split(a, s)).toList(),
                    (a, b) -> a,
                    () -> new TreeMap<>((a, b) -> a.run().compareTo(b.run()))));
    parts.values().stream().flatMap(List::stream).flatMap(List::stream).forEach(this::learn);
    int number = 0;
    for (Map.Entry<String, Integer> content : contents.entrySet()) {
      content.setValue(number++);
    }
    parts.forEach(
        (assessor, bySplit) -> {
          metrics
              .computeIfAbsent(assessor.metric(), metric -> new ArrayList<>())
              .add(bySplit.stream().map(part -> new TestPart(part, proxy, this::content)).toList());
          runs.computeIfAbsent(assessor.metric(), metric -> new ArrayList<>()).add(assessor.run());
          seeds.merge(assessor.metric(), assessor.seed() == null ? 0 : 1, Integer::sum);
        });
    compareTestParts(parts);
    draws =
        new SplitDraws(
            replicates.weights("contents of " + id, contents.size()),
            replicates.weights("splits of " + id, splits),
            IntStream.range(0, splits).mapToObj(split -> contents(parts, split)).toList());
  }

  /** Contents of a split's test part, whoever scored it. */
  private Set<Integer> contents(Map<Series, List<List<Scored>>> parts, int split) {
    return parts.values().stream()
        .flatMap(bySplit -> bySplit.get(split).stream())
        .map(item -> content(item.content()))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private void learn(Scored item) {
    contents.put(item.content(), 0);
    items.add(item.item());
  }

  private int content(String name) {
    return contents.getOrDefault(name, 0);
  }

  private void compareTestParts(Map<Series, List<List<Scored>>> parts) {
    for (int split = 0; split < splits; split++) {
      int at = split;
      long distinct =
          parts.values().stream()
              .map(bySplit -> bySplit.get(at).stream().map(Scored::item).toList())
              .distinct()
              .count();
      if (distinct > 1) {
        warnings.add(
            "benchmark %s, split %d: metrics scored different test parts".formatted(id, split));
      }
    }
  }

  public String id() {
    return id;
  }

  public boolean proxy() {
    return proxy;
  }

  /** Reference contents, the independent units. */
  public int contents() {
    return contents.size();
  }

  /** Distorted images scored. */
  public int items() {
    return items.size();
  }

  /** What is wrong with the comparison, for people. */
  public List<String> warnings() {
    return warnings;
  }

  /** Whether the metric was scored here. */
  boolean has(String metric) {
    return metrics.containsKey(metric);
  }

  /** How many initialisation seeds of the metric were scored; 0 for a metric that has none. */
  int seeds(String metric) {
    return seeds.getOrDefault(metric, 0);
  }

  /** Metrics that were scored here. */
  Set<String> metrics() {
    return metrics.keySet();
  }

  /** A statistic of a metric that was scored here. */
  Estimate drawn(String metric, Statistic statistic) {
    return known
        .computeIfAbsent(key(metric), key -> new EnumMap<>(Statistic.class))
        .computeIfAbsent(statistic, s -> draw(metric, s));
  }

  private Estimate draw(String metric, Statistic statistic) {
    List<List<TestPart>> bySeed = metrics.getOrDefault(metric, List.of());
    SplitMedians values = values(bySeed, statistic);
    return new Estimate(
        values.full(),
        values.replicates(statistic == Statistic.SRCC ? draws.count() : side),
        seeds(metric) < 2
            ? new double[0]
            : bySeed.stream()
                .mapToDouble(seed -> values(List.of(seed), statistic).full())
                .toArray());
  }

  /** SRCC of a metric that was scored here. */
  double srcc(String metric) {
    return drawn(metric, Statistic.SRCC).value();
  }

  /**
   * A statistic of a metric.
   *
   * @param value from the full data; NaN: undefined
   * @param replicates of contents and splits; empty where there are too few splits
   * @param bySeed of each initialisation seed by itself; empty below two
   */
  record Estimate(double value, double[] replicates, double[] bySeed) {}

  /** What the report of a metric that was scored here depends on. */
  Key key(String metric) {
    return new Key(
        id, metric, runs.getOrDefault(metric, List.of()), List.copyOf(contents.keySet()));
  }

  /** A metric's scores on a benchmark, as far as completed runs determine them. */
  record Key(String benchmark, String metric, List<String> runs, List<String> contents) {}

  /**
   * Everything told of a metric that was scored here.
   *
   * @param srccNoise what seeds do to SRCC
   */
  AssessorReport report(String metric, SeedNoise srccNoise) {
    return new AssessorReport(
        metric,
        id,
        proxy,
        splits,
        contents(),
        items(),
        seeds(metric),
        figure(metric, Statistic.SRCC, srccNoise),
        figure(metric, Statistic.KRCC),
        figure(metric, Statistic.PLCC),
        figure(metric, Statistic.PLCC4),
        figure(metric, Statistic.RMSE4),
        figure(metric, Statistic.PLCC5),
        figure(metric, Statistic.RMSE5));
  }

  /** Opinions have a scale of their own on each benchmark, so other noise is pooled within it. */
  private Figure figure(String metric, Statistic statistic) {
    return side == 0
        ? Figure.absent(items(), "left out: only SRCC was asked for")
        : figure(metric, statistic, SeedNoise.of(List.of(this), metrics.keySet(), statistic));
  }

  private Figure figure(String metric, Statistic statistic, SeedNoise noise) {
    Estimate drawn = drawn(metric, statistic);
    if (Double.isNaN(drawn.value())) {
      return Figure.absent(items(), "undefined: constant scores, too few contents, or no fit");
    }
    if (splits < MIN_SPLITS) {
      return new Figure(drawn.value(), null, null, items(), fewSplits());
    }
    double[] disturbed =
        noise.on(
            drawn.replicates(), seeds(metric), 1, replicates.normals(SeedNoise.stream(metric)));
    return statistic.figure(drawn.value(), disturbed, contents(), items());
  }

  /** Why there are no intervals; null where there are. */
  @Nullable String fewSplits() {
    return splits < MIN_SPLITS
        ? "no interval: %d splits of %s, fewer than %d".formatted(splits, id, MIN_SPLITS)
        : null;
  }

  private SplitMedians values(List<List<TestPart>> bySeed, Statistic statistic) {
    return new SplitMedians(
        bySeed.stream()
            .map(parts -> parts.stream().map(part -> part.prepare(statistic)).toList())
            .toList(),
        draws,
        proxy && statistic == Statistic.SRCC);
  }
}
