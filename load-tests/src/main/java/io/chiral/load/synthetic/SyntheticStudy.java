package io.chiral.load.synthetic;

import io.chiral.messages.event.FairWeightMeasured;
import io.chiral.messages.event.ImagesScored;
import io.chiral.messages.event.ItemsScored;
import io.chiral.messages.event.MetricEvent;
import io.chiral.messages.event.RunEnded;
import io.chiral.messages.event.StudyExpanded;
import io.chiral.messages.event.StudyExpanded.RunCell;
import io.chiral.messages.spec.StudySpec;
import io.chiral.messages.state.RunStatus;
import io.chiral.messages.work.Cell;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The events of a whole study: all cells of its grid, every score, every end, and the expansion
 * last, in parts as the service makes them. Equal arguments give equal events.
 */
public final class SyntheticStudy {

  /** Scores of a part; some 100 bytes each, so that no record exceeds 512 KiB. */
  private static final int PART = 4000;

  private static final int CELLS = 500;
  private static final String DIGEST = "0".repeat(64);

  private final String id;
  private final StudySpec spec;
  private final List<Ladder> ladders;
  private final Scores scores;
  private final Map<String, List<List<Integer>>> splits = new HashMap<>();

  /**
   * A study.
   *
   * @param id its id
   * @param spec its grid
   * @param ladders its benchmarks, by the ids that the grid names
   * @param scores what is scored
   */
  public SyntheticStudy(String id, StudySpec spec, List<Ladder> ladders, Scores scores) {
    this.id = id;
    this.spec = spec;
    this.ladders = ladders;
    this.scores = scores;
  }

  /** Gives all events one by one, so that a large study needn't be in memory. */
  public void forEach(Consumer<MetricEvent> sink) {
    List<RunCell> cells = Cells.of(spec);
    for (RunCell run : cells) {
      Cell cell = run.cell();
      switch (cell.role()) {
        case EVALUATION, BASELINE -> images(run, sink);
        case ASSESSOR, TRANSFER -> items(run, sink);
        case OBJECTIVE -> weight(run, sink);
        case PRETRAINING, EXPLORATORY -> {}
      }
      sink.accept(new RunEnded(id, run.run(), RunStatus.COMPLETED, null));
    }
    int parts = (cells.size() + CELLS - 1) / CELLS;
    for (int part = 0; part < parts; part++) {
      List<RunCell> some = cells.subList(part * CELLS, Math.min(cells.size(), (part + 1) * CELLS));
      sink.accept(new StudyExpanded(id, part, parts, spec, DIGEST, some, null, "synthetic"));
    }
  }

  /** All events. */
  public List<MetricEvent> events() {
    List<MetricEvent> events = new ArrayList<>();
    forEach(events::add);
    return events;
  }

  private void weight(RunCell run, Consumer<MetricEvent> sink) {
    Cell cell = run.cell();
    if (cell.metric() != null && cell.seed() != null) {
      sink.accept(
          new FairWeightMeasured(id, run.run(), cell.metric(), cell.seed(), 0.003, 0.003, 1));
    }
  }

  private void images(RunCell run, Consumer<MetricEvent> sink) {
    List<ImagesScored.Score> all = new ArrayList<>();
    for (int image = 0; image < spec.evaluation().images(); image++) {
      for (String judge : spec.evaluation().computed()) {
        double score = scores.image(run.cell(), judge, image);
        all.add(new ImagesScored.Score("photograph-" + image, judge, score));
      }
    }
    Map<String, String> how = Map.of("niqe", "synthetic");
    int parts = parts(all);
    for (int part = 0; part < parts; part++) {
      sink.accept(
          new ImagesScored(id, run.run(), run.cell(), part, parts, portion(all, part), how));
    }
  }

  private void items(RunCell run, Consumer<MetricEvent> sink) {
    StudySpec.Assessment assessment = spec.assessment();
    Ladder ladder =
        ladders.stream()
            .filter(known -> known.id().equals(run.cell().benchmark()))
            .findFirst()
            .orElseThrow(() -> new IllegalArgumentException("no ladder for " + run.cell()));
    if (assessment == null) {
      throw new IllegalArgumentException("an assessing cell in a study without assessment");
    }
    List<List<Integer>> tested =
        splits.computeIfAbsent(
            ladder.id(),
            absent ->
                ladder.splits(assessment.splits(), assessment.testShare(), assessment.splitSeed()));
    for (int split = 0; split < tested.size(); split++) {
      List<ItemsScored.Item> all = items(run.cell(), ladder, split, tested.get(split));
      int parts = parts(all);
      for (int part = 0; part < parts; part++) {
        sink.accept(scored(run, ladder, split, part, parts, portion(all, part)));
      }
    }
  }

  private List<ItemsScored.Item> items(Cell cell, Ladder ladder, int split, List<Integer> tested) {
    List<ItemsScored.Item> items = new ArrayList<>();
    for (int content : tested) {
      for (int type = 0; type < ladder.types(); type++) {
        for (int level = 1; level <= ladder.levels(); level++) {
          String name = content + "_" + type + "_" + level;
          double opinion = scores.opinion(ladder.id(), content, type, level);
          double score = scores.item(cell, split, content, type, level);
          items.add(
              new ItemsScored.Item(name, "content-" + content, "type-" + type, opinion, score));
        }
      }
    }
    return items;
  }

  private ItemsScored scored(
      RunCell run, Ladder ladder, int split, int part, int parts, List<ItemsScored.Item> items) {
    String metric = metric(run.cell());
    Map<String, String> how = Map.of("training", "synthetic");
    Long seed = run.cell().seed();
    return new ItemsScored(
        id, run.run(), metric, seed, ladder.id(), ladder.proxy(), split, part, parts, items, how);
  }

  private static String metric(Cell cell) {
    @Nullable String metric = cell.metric();
    if (metric == null) {
      throw new IllegalArgumentException("an assessing cell without metric: " + cell);
    }
    return metric;
  }

  private static int parts(List<?> all) {
    return Math.max(1, (all.size() + PART - 1) / PART);
  }

  private static <T> List<T> portion(List<T> all, int part) {
    return all.subList(part * PART, Math.min(all.size(), (part + 1) * PART));
  }
}
