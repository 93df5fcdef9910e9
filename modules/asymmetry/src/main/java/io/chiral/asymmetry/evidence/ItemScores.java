package io.chiral.asymmetry.evidence;

import io.chiral.messages.event.ItemsScored;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Assessors' scores of items, keyed by (run, split, item): 8 bytes each, in rows by split. */
public final class ItemScores {

  private static final double ABSENT = Double.NEGATIVE_INFINITY;

  private final Map<String, Items> items = new TreeMap<>();
  private final Once<String, Series> series = new Once<>("assessor of run");

  /** By run and benchmark: a run that was told of two shows the fault and one of them. */
  private final Map<String, TreeMap<Integer, Split>> splits = new TreeMap<>();

  private final Protocols protocols = new Protocols();

  /**
   * One assessor on one benchmark.
   *
   * @param run run id
   * @param metric metric id
   * @param seed of its initialisation; null for a metric that has none
   * @param benchmark label table id
   * @param proxy whether the opinions are distortion levels
   */
  public record Series(
      String run, String metric, @Nullable Long seed, String benchmark, boolean proxy) {}

  /**
   * One scored item; content, distortion and opinion are the benchmark's, the score the assessor's.
   *
   * @param item its name
   * @param content its reference content
   * @param distortion its type
   * @param opinion more is better
   * @param score more is better
   */
  public record Scored(
      String item, String content, String distortion, double opinion, double score) {}

  /** The items of one benchmark. */
  private static final class Items {
    final Names names = new Names();
    final Once<String, ItemsScored.Item> facts = new Once<>("facts");
  }

  private static final class Split {
    final Received received = new Received();
    double[] scores = new double[0];
  }

  void add(ItemsScored scored, Faults faults) {
    String run = scored.run();
    series.put(
        run,
        new Series(run, scored.metric(), scored.seed(), scored.benchmark(), scored.proxy()),
        faults);
    protocols.add(run, scored.protocol(), faults);
    Split split =
        splits
            .computeIfAbsent(place(run, scored.benchmark()), key -> new TreeMap<>())
            .computeIfAbsent(scored.split(), key -> new Split());
    split.received.part(scored.part(), scored.parts());
    Items known = items.computeIfAbsent(scored.benchmark(), key -> new Items());
    for (ItemsScored.Item item : scored.items()) {
      int number = known.names.number(item.item());
      known.facts.put(item.item(), facts(item), faults);
      if (number >= split.scores.length) {
        int length = split.scores.length;
        split.scores = Arrays.copyOf(split.scores, Math.max(number + 1, known.names.size()));
        Arrays.fill(split.scores, length, split.scores.length, ABSENT);
      }
      double before = split.scores[number];
      split.scores[number] =
          before == ABSENT
              ? item.score()
              : faults.settle(
                  "score of %s, split %d, run %s".formatted(item.item(), scored.split(), run),
                  before,
                  item.score());
    }
  }

  /** All assessors, by run id. */
  public List<Series> series() {
    return List.copyOf(series.all());
  }

  /** Whether splits 0 to {@code count − 1} of a run came whole. */
  public boolean complete(String run, int count) {
    Series assessor = series.get(run);
    TreeMap<Integer, Split> known = assessor == null ? new TreeMap<>() : splits(assessor);
    return IntStream.range(0, count)
        .allMatch(
            number -> {
              Split split = known.get(number);
              return split != null && split.received.complete();
            });
  }

  /** The items of one split's test part with their scores, by item name. */
  public List<Scored> split(Series assessor, int number) {
    Split split = splits(assessor).get(number);
    return split == null
        ? List.of()
        : items(assessor.benchmark(), split).stream()
            .map(
                item ->
                    new Scored(
                        item.item(),
                        item.content(),
                        item.distortion(),
                        item.opinion(),
                        item.score()))
            .sorted((a, b) -> a.item().compareTo(b.item()))
            .toList();
  }

  private TreeMap<Integer, Split> splits(Series assessor) {
    return splits.getOrDefault(place(assessor.run(), assessor.benchmark()), new TreeMap<>());
  }

  private static String place(String run, String benchmark) {
    return run + " " + benchmark;
  }

  /** How a run's scores were made. */
  public String protocol(Series assessor) {
    Map<String, String> protocol = protocols.of(assessor.run());
    return String.join(
        "; ", protocol.entrySet().stream().map(e -> e.getKey() + ": " + e.getValue()).toList());
  }

  /** Events that tell the same; all of a split's scores stand in its first part. */
  Stream<ItemsScored> events(String study) {
    return series.all().stream()
        .flatMap(
            run ->
                splits(run).entrySet().stream()
                    .flatMap(entry -> events(study, run, entry.getKey(), entry.getValue())));
  }

  private Stream<ItemsScored> events(String study, Series run, int number, Split split) {
    int[] parts = split.received.numbers();
    return Arrays.stream(parts)
        .mapToObj(
            part ->
                new ItemsScored(
                    study,
                    run.run(),
                    run.metric(),
                    run.seed(),
                    run.benchmark(),
                    run.proxy(),
                    number,
                    part,
                    split.received.count(),
                    part == parts[0] ? items(run.benchmark(), split) : List.of(),
                    protocols.of(run.run())));
  }

  private List<ItemsScored.Item> items(String benchmark, Split split) {
    List<ItemsScored.Item> scored = new ArrayList<>();
    Items known = items.getOrDefault(benchmark, new Items());
    for (int number = 0; number < split.scores.length; number++) {
      if (split.scores[number] != ABSENT) {
        ItemsScored.Item item = known.facts.known(known.names.name(number));
        scored.add(
            new ItemsScored.Item(
                item.item(),
                item.content(),
                item.distortion(),
                item.opinion(),
                split.scores[number]));
      }
    }
    scored.sort(Comparator.comparing(ItemsScored.Item::item));
    return scored;
  }

  /** What the benchmark says of an item, whoever scores it. */
  private static ItemsScored.Item facts(ItemsScored.Item item) {
    return new ItemsScored.Item(item.item(), item.content(), item.distortion(), item.opinion(), 0);
  }
}
