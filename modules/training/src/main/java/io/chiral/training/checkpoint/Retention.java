package io.chiral.training.checkpoint;

import static java.util.stream.Collectors.groupingBy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which checkpoints may go: those that are not milestones, not among the last two of their run, not
 * named by anyone and old enough.
 */
public final class Retention {

  private static final int KEPT_OF_A_RUN = 2;

  private Retention() {}

  /**
   * Deletes what may go.
   *
   * @param named ids that a state, report or lineage names
   * @param before only checkpoints written earlier are deleted
   * @return ids of what was deleted
   */
  public static List<String> sweep(CheckpointStore store, Set<String> named, Instant before) {
    List<String> deleted = new ArrayList<>();
    for (List<Found> ofRun : byRun(store).values()) {
      List<Found> latestFirst =
          ofRun.stream().sorted(Comparator.comparingInt(Found::step).reversed()).toList();
      for (Found old : latestFirst.subList(Math.min(KEPT_OF_A_RUN, ofRun.size()), ofRun.size())) {
        boolean needed = old.manifest().milestone() || named.contains(old.listed().id());
        if (!needed && old.listed().writtenAt().isBefore(before)) {
          store.delete(old.listed().id());
          deleted.add(old.listed().id());
        }
      }
    }
    return List.copyOf(deleted);
  }

  private static Map<String, List<Found>> byRun(CheckpointStore store) {
    List<Found> found = new ArrayList<>();
    for (CheckpointStore.Listed listed : store.list()) {
      try {
        found.add(new Found(listed, store.manifest(listed.id())));
      } catch (UnknownCheckpointException | DamagedCheckpointException e) {
        continue; // gone meanwhile, or a person's to look at
      }
    }
    return found.stream().collect(groupingBy(each -> each.manifest().run()));
  }

  private record Found(CheckpointStore.Listed listed, Manifest manifest) {

    int step() {
      return manifest.step();
    }
  }
}
