package io.chiral.training.assess;

import io.chiral.imagery.dataset.Benchmark;
import io.chiral.imagery.dataset.BenchmarkItem;
import io.chiral.messages.event.ItemsScored;
import io.chiral.messages.event.MetricEvent;
import io.chiral.messages.spec.AssessSpec;
import io.chiral.messages.work.Slice;
import io.chiral.training.RunInMemory;
import io.chiral.training.RunState;
import io.chiral.training.Torch;
import io.chiral.training.random.Draws;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;

/**
 * Fine-tuning of an assessor, split after split. Each split begins with the metric's first values,
 * learns from random items of its train part and ends with the scores of its test part, which
 * nothing is chosen by.
 */
final class AssessRun implements RunInMemory {

  /** Some 200 characters each: well below a record's 512 KiB. */
  private static final int ITEMS_AN_EVENT = 1000;

  private final Slice slice;
  private final AssessSpec spec;
  private final Torch torch;
  private final Benchmark benchmark;
  private final Assessor assessor;
  private final SortedMap<String, String> inputs;
  private final Draws draws;
  private final List<MetricEvent> events = new ArrayList<>();
  private int done;

  /**
   * @param torch owner of everything native here, closed with this
   */
  AssessRun(
      Slice slice,
      AssessSpec spec,
      Torch torch,
      Benchmark benchmark,
      Assessor assessor,
      SortedMap<String, String> inputs,
      int done) {
    this.slice = slice;
    this.spec = spec;
    this.torch = torch;
    this.benchmark = benchmark;
    this.assessor = assessor;
    this.inputs = inputs;
    this.done = done;
    draws = new Draws(spec.seed(), "items");
  }

  @Override
  public int step() {
    return done;
  }

  @Override
  public boolean advance(BooleanSupplier stopRequested) {
    if (!assessor.prepare(benchmark.items(), stopRequested)) {
      return false;
    }
    int number = done / spec.stepsPerSplit();
    Split split = Split.of(benchmark, spec.splitSeed(), number, spec.testShare());
    if (done % spec.stepsPerSplit() == 0) {
      assessor.begin();
    }
    assessor.learn(batch(split.train()));
    done++;
    if (done % spec.stepsPerSplit() == 0) {
      score(number, split.test());
    }
    return true;
  }

  private List<BenchmarkItem> batch(List<BenchmarkItem> train) {
    long first = (long) done * spec.batch();
    return IntStream.range(0, spec.batch())
        .mapToObj(i -> train.get(draws.below(train.size(), first + i)))
        .toList();
  }

  private void score(int split, List<BenchmarkItem> test) {
    int parts = (test.size() + ITEMS_AN_EVENT - 1) / ITEMS_AN_EVENT;
    for (int part = 0; part < parts; part++) {
      int from = part * ITEMS_AN_EVENT;
      List<BenchmarkItem> some = test.subList(from, Math.min(from + ITEMS_AN_EVENT, test.size()));
      events.add(
          new ItemsScored(
              slice.study(),
              slice.run(),
              spec.metric().id(),
              spec.metric().seeded() ? spec.seed() : null,
              benchmark.id(),
              benchmark.proxy(),
              split,
              part,
              parts,
              scored(some),
              assessor.protocol()));
    }
  }

  private List<ItemsScored.Item> scored(List<BenchmarkItem> items) {
    double[] distances = assessor.distances(items);
    return IntStream.range(0, distances.length)
        .mapToObj(i -> scored(items.get(i), distances[i]))
        .toList();
  }

  private static ItemsScored.Item scored(BenchmarkItem item, double distance) {
    String distortion = item.distortion() == null ? "" : item.distortion();
    return new ItemsScored.Item(item.id(), item.content(), distortion, item.opinion(), -distance);
  }

  @Override
  public List<MetricEvent> takeEvents() {
    List<MetricEvent> taken = List.copyOf(events);
    events.clear();
    return taken;
  }

  @Override
  public RunState state() {
    RunState state =
        new RunState(new TreeMap<>(), new TreeMap<>(inputs), new TreeMap<>(), new TreeMap<>());
    assessor.save(state);
    return state;
  }

  @Override
  public void close() {
    torch.close();
  }
}
