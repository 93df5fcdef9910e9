package io.chiral.service.gateway.view;

import io.chiral.messages.event.CheckpointPublished;
import io.chiral.messages.event.ImagesScored;
import io.chiral.messages.event.MetricEvent;
import io.chiral.messages.event.OpinionRecorded;
import io.chiral.messages.event.TilesStored;
import io.chiral.messages.event.TrainingScalars;
import io.chiral.messages.state.InstallationState;
import io.chiral.messages.state.Rejection;
import io.chiral.messages.state.RunState;
import io.chiral.messages.state.StudyState;
import io.chiral.messages.state.StudyState.StudyStatus;
import io.chiral.messages.work.Cell;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The newest state of everything that monitors watch, folded from the topics.
 *
 * <p>Items are kept in the order of their latest change, so what a monitor has not seen is the tail
 * beyond the version up to which it has seen all: one number a monitor, however slow it is. Memory
 * is bounded by the number of runs: curves are thinned (each, and all together), of rejections and
 * of checkpoints that are no milestones only the last are kept (and none that collection took), and
 * of scores only means and PSNR-Y.
 *
 * <p>Confined to one thread.
 */
public final class StudyView {

  private static final int REJECTIONS = 200;

  /** Of all curves together: 128 MiB. */
  private static final long MOST_NUMBERS = 16L << 20;

  private final Slots slots;
  private final Offsets offsets;
  private final long mostNumbers;
  private final NavigableMap<Long, Item> byVersion = new TreeMap<>();
  private final Map<String, StudyItem> studies = new LinkedHashMap<>();
  private final Map<String, RunItem> runs = new HashMap<>();
  private final Map<String, CurveItem> curves = new HashMap<>();
  private final Map<String, ScoresItem> scores = new HashMap<>();
  private final Map<String, ScoresItem> baselines = new HashMap<>();
  private final Map<String, TilesItem> tiles = new HashMap<>();
  private final Map<String, Gallery> galleries = new HashMap<>();
  private final Map<String, ReportItem> reports = new HashMap<>();
  private final CheckpointList checkpoints = new CheckpointList();
  private final Deque<Rejection> rejections = new ArrayDeque<>();
  private @Nullable InstallationState installation;
  private long version;
  private long numbers;

  public StudyView(Slots slots, String clusterId) {
    this(slots, clusterId, MOST_NUMBERS);
  }

  StudyView(Slots slots, String clusterId, long mostNumbers) {
    this.slots = slots;
    this.mostNumbers = mostNumbers;
    offsets = Offsets.beginning(clusterId, slots.count());
  }

  /**
   * Takes one record, in the order of its partition.
   *
   * @param message a message of this project, a {@link ReportText}, a {@link Collected}, or
   *     anything else, which changes nothing but the offset
   */
  public void apply(String topic, int partition, long offset, @Nullable Object message) {
    int slot = slots.of(topic, partition);
    if (offset < offsets.next(slot)) {
      return;
    }
    offsets.advance(slot, offset);
    Change change = new Change(version + 1, slot, offset);
    if (isForgotten(message)) {
      return;
    }
    if (message instanceof StudyState state) {
      if (state.status() == StudyStatus.FORGOTTEN) {
        forget(state.study());
      }
      study(state.study()).put(state, change);
      changed(study(state.study()), change);
    } else if (message instanceof InstallationState state) {
      installation = state;
    } else if (message instanceof RunState state) {
      run(state, change);
    } else if (message instanceof TrainingScalars event) {
      scalars(event, change);
    } else if (message instanceof ImagesScored event) {
      scored(event, change);
    } else if (message instanceof TilesStored event) {
      TilesItem item = tiles.computeIfAbsent(event.run(), run -> new TilesItem(event));
      item.put(event);
      changed(item, change);
      gallery(event.study()).put(event);
    } else if (message instanceof OpinionRecorded event) {
      gallery(event.study()).put(event.opinion());
    } else if (message instanceof ReportText text) {
      ReportItem item =
          reports.computeIfAbsent(text.study(), id -> new ReportItem(id, text.json()));
      item.put(text.json());
      changed(item, change);
    } else if (message instanceof CheckpointPublished event) {
      checkpoints.put(event);
    } else if (message instanceof Collected collected) {
      checkpoints.remove(collected.id());
    } else if (message instanceof Rejection rejection) {
      rejections.addFirst(rejection);
      if (rejections.size() > REJECTIONS) {
        rejections.removeLast();
      }
    }
  }

  /** Of a forgotten study's events some are read after the word that it is forgotten. */
  private boolean isForgotten(@Nullable Object message) {
    String study =
        message instanceof MetricEvent event
            ? event.study()
            : message instanceof RunState run
                ? run.study()
                : message instanceof ReportText text
                    ? text.study()
                    : message instanceof CheckpointPublished published ? published.study() : null;
    StudyItem item = study == null ? null : studies.get(study);
    return item != null && item.isForgotten();
  }

  /** Drops all of it. */
  private void forget(String study) {
    for (Map<String, ? extends Item> items : List.of(runs, curves, scores, tiles, reports)) {
      items.values().stream()
          .filter(item -> item.study().equals(study))
          .forEach(item -> byVersion.remove(item.version()));
      items.values().removeIf(item -> item.study().equals(study));
    }
    StudyItem known = studies.get(study);
    if (known != null) {
      known.forget();
    }
    baselines.remove(study);
    galleries.remove(study);
    checkpoints.forget(study);
    numbers = curves.values().stream().mapToLong(CurveItem::numbers).sum();
  }

  private void run(RunState state, Change change) {
    RunItem item = runs.computeIfAbsent(state.run(), id -> new RunItem(state));
    item.put(state);
    changed(item, change);
    StudyItem study = study(state.study());
    Change also = new Change(version + 1, change.slot(), change.offset());
    study.put(item, also);
    changed(study, also);
  }

  /**
   * A worker told how far it is; may come late, twice or never.
   *
   * @param run run id
   * @param step of the run
   */
  public void told(String run, int step) {
    RunItem item = runs.get(run);
    if (item != null && item.told(step)) {
      retouch(item);
      retouch(study(item.study()));
    }
  }

  /** Makes an item news here without a record: tokens cover it as before. */
  private void retouch(Item item) {
    item.touched(version + 1).ifPresent(change -> changed(item, change));
  }

  private void scalars(TrainingScalars event, Change change) {
    CurveItem item =
        curves.computeIfAbsent(event.run(), run -> new CurveItem(event.study(), event.run()));
    numbers -= item.numbers();
    item.append(event, change);
    numbers += item.numbers();
    changed(item, change);
    while (numbers > mostNumbers) {
      thinTheLargest(change);
    }
  }

  private void thinTheLargest(Change cause) {
    CurveItem largest =
        curves.values().stream().max(Comparator.comparingInt(CurveItem::numbers)).orElseThrow();
    numbers -= largest.numbers();
    largest.thin(cause);
    numbers += largest.numbers();
    changed(largest, new Change(version + 1, cause.slot(), cause.offset()));
  }

  private void scored(ImagesScored event, Change change) {
    ScoresItem item = scores.computeIfAbsent(event.run(), run -> new ScoresItem(event));
    item.add(event);
    changed(item, change);
    if (event.cell().role() == Cell.Role.BASELINE) {
      baselines.put(event.study(), item);
      scores.values().stream()
          .filter(other -> other.study().equals(event.study()))
          .forEach(other -> compare(other, item, change));
    } else {
      ScoresItem baseline = baselines.get(event.study());
      if (baseline != null) {
        item.compareWith(baseline);
      }
    }
  }

  private void compare(ScoresItem item, ScoresItem baseline, Change cause) {
    item.compareWith(baseline);
    changed(item, new Change(version + 1, cause.slot(), cause.offset()));
  }

  /** What people can compare of a study, and what they compared. */
  public Gallery gallery(String study) {
    return galleries.computeIfAbsent(study, id -> new Gallery());
  }

  private StudyItem study(String id) {
    return studies.computeIfAbsent(id, StudyItem::new);
  }

  private void changed(Item item, Change change) {
    byVersion.remove(item.version());
    item.changed(change);
    byVersion.put(change.version(), item);
    version = change.version();
  }

  /** The version after the latest change; it rises with every change, by any amount. */
  public long version() {
    return version;
  }

  /** What was folded so far, as of now. */
  public Offsets offsets() {
    return offsets.copy();
  }

  /** Whether all that the offsets say was folded here, from the same cluster. */
  public boolean covers(Offsets token) {
    return offsets.covers(token);
  }

  /** Whether the offsets mean the same records here. */
  public boolean isOfSameLog(Offsets token) {
    return offsets.isOfSameLog(token);
  }

  /** Items that changed after a version, by their latest change, oldest first. */
  public Collection<Item> changedAfter(long seen) {
    return byVersion.tailMap(seen, false).values();
  }

  /** Whether everything is paused; empty: nobody has ever paused everything. */
  public Optional<InstallationState> installation() {
    return Optional.ofNullable(installation);
  }

  /** All studies, forgotten ones too, as they were first seen. */
  public List<StudyItem> studies() {
    return new ArrayList<>(studies.values());
  }

  public Optional<StudyItem> findStudy(String id) {
    return Optional.ofNullable(studies.get(id));
  }

  public Optional<RunItem> findRun(String id) {
    return Optional.ofNullable(runs.get(id));
  }

  public Optional<CurveItem> findCurve(String run) {
    return Optional.ofNullable(curves.get(run));
  }

  public Optional<ReportItem> findReport(String study) {
    return Optional.ofNullable(reports.get(study));
  }

  public Optional<CheckpointPublished> findCheckpoint(String id) {
    return checkpoints.find(id);
  }

  /** Checkpoints in the order in which they were first published. */
  public List<CheckpointPublished> checkpoints() {
    return checkpoints.all();
  }

  /** The last rejections, newest first. */
  public List<Rejection> rejections() {
    return new ArrayList<>(rejections);
  }

  /**
   * A checkpoint's record was taken away.
   *
   * @param id of the checkpoint
   */
  public record Collected(String id) {}

  /**
   * A report as it lies on the asymmetry topic.
   *
   * @param study study id, the record's key
   * @param json its body
   */
  public record ReportText(String study, String json) {}
}
