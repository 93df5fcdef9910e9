package io.chiral.training.assess;

import io.chiral.imagery.dataset.Benchmark;
import io.chiral.imagery.dataset.BenchmarkItem;
import io.chiral.messages.event.ItemsScored;
import io.chiral.messages.event.MetricEvent;
import io.chiral.messages.spec.AssessSpec;
import io.chiral.messages.work.Cell;
import io.chiral.messages.work.Slice;
import io.chiral.training.RunInMemory;
import io.chiral.training.RunState;
import io.chiral.training.Torch;
import io.chiral.training.checkpoint.StoredCheckpoint;
import io.chiral.training.random.Draws;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Fine-tuning of an assessor, split after split. Each split begins with the first values, learns
 * from random items of its train part, may choose among the weights it passed by its validation
 * part, and ends with the scores of its test part, which nothing is chosen by.
 */
final class AssessRun implements RunInMemory {

  /** Some 200 characters each: well below a record's 512 KiB. */
  private static final int ITEMS_AN_EVENT = 1000;

  private static final String SELECTED_SRCC = "selected_srcc";
  private static final String SELECTED_STEP = "selected_step";

  private final Slice slice;
  private final AssessSpec spec;
  private final Torch torch;
  private final Benchmark benchmark;
  private final Assessor assessor;
  private final SortedMap<String, String> inputs;
  private final SortedMap<String, Double> selection = new TreeMap<>();
  private final Draws draws;
  private final List<MetricEvent> events = new ArrayList<>();
  private int done;
  private @Nullable Numbered current;

  /** A split, made once. */
  private record Numbered(int number, Split split, Opinions opinions) {}

  /**
   * @param torch owner of everything native here, closed with this
   * @param own the checkpoint that the assessor was restored from; null: it begins
   */
  AssessRun(
      Slice slice,
      AssessSpec spec,
      Torch torch,
      Benchmark benchmark,
      Assessor assessor,
      SortedMap<String, String> inputs,
      @Nullable StoredCheckpoint own) {
    this.slice = slice;
    this.spec = spec;
    this.torch = torch;
    this.benchmark = benchmark;
    this.assessor = assessor;
    this.inputs = inputs;
    draws = new Draws(spec.seed(), "items");
    if (own != null) {
      done = own.manifest().step();
      selection.putAll(own.manifest().numbers());
      selection.keySet().retainAll(List.of(SELECTED_SRCC, SELECTED_STEP));
    }
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
    Numbered now = split(done / spec.stepsPerSplit());
    if (done % spec.stepsPerSplit() == 0) {
      selection.clear();
      assessor.begin(now.split().train());
    }
    List<BenchmarkItem> batch = batch(now.split().train());
    assessor.learn(batch, now.opinions().targets(batch), done);
    done++;
    boolean last = done % spec.stepsPerSplit() == 0;
    boolean due = last || done % spec.stepsPerSplit() % spec.learning().validateEvery() == 0;
    if (due && !now.split().validation().isEmpty()) {
      select(now.split().validation());
    }
    if (last) {
      score(now.number(), now.split().test());
    }
    return true;
  }

  private Numbered split(int number) {
    Numbered known = current;
    if (known == null || known.number() != number) {
      Split split =
          Split.of(
              benchmark,
              spec.splitSeed(),
              number,
              spec.testShare(),
              spec.learning().validationShare());
      known = new Numbered(number, split, Opinions.of(split.train()));
      current = known;
    }
    return known;
  }

  private List<BenchmarkItem> batch(List<BenchmarkItem> train) {
    long first = (long) done * spec.batch();
    return IntStream.range(0, spec.batch())
        .mapToObj(i -> train.get(draws.below(train.size(), first + i)))
        .toList();
  }

  /** Of equal SRCC the first; constant scores count as −1. */
  private void select(List<BenchmarkItem> validation) {
    double found = RankCorrelation.of(validation, assessor.scores(validation), benchmark.proxy());
    double srcc = Double.isNaN(found) ? -1 : found;
    Double best = selection.get(SELECTED_SRCC);
    if (best == null || srcc > best) {
      selection.put(SELECTED_SRCC, srcc);
      selection.put(SELECTED_STEP, (double) done);
      assessor.select();
    }
  }

  private void score(int split, List<BenchmarkItem> test) {
    double[] scores = assessor.selectedScores(test);
    int parts = (test.size() + ITEMS_AN_EVENT - 1) / ITEMS_AN_EVENT;
    for (int part = 0; part < parts; part++) {
      int from = part * ITEMS_AN_EVENT;
      List<ItemsScored.Item> some =
          IntStream.range(from, Math.min(from + ITEMS_AN_EVENT, test.size()))
              .mapToObj(i -> scored(test.get(i), scores[i]))
              .toList();
      events.add(
          new ItemsScored(
              slice.study(),
              slice.run(),
              spec.metric().id(),
              seeded() ? spec.seed() : null,
              benchmark.id(),
              benchmark.proxy(),
              split,
              part,
              parts,
              some,
              assessor.protocol()));
    }
  }

  /** Whether runs of other seeds belong to the same figure. */
  private boolean seeded() {
    return spec.metric().seeded() || slice.cell().role() == Cell.Role.TRANSFER;
  }

  private static ItemsScored.Item scored(BenchmarkItem item, double score) {
    String distortion = item.distortion() == null ? "" : item.distortion();
    return new ItemsScored.Item(item.id(), item.content(), distortion, item.opinion(), score);
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
        new RunState(
            new TreeMap<>(), new TreeMap<>(inputs), new TreeMap<>(selection), new TreeMap<>());
    assessor.save(state);
    if (done == spec.steps()) {
      assessor.saveWhole(state);
    }
    return state;
  }

  @Override
  public void close() {
    torch.close();
  }
}
