package io.chiral.training.checkpoint;

import static java.util.Objects.requireNonNull;

import io.chiral.training.checkpoint.CheckpointStore.Leftover;
import io.chiral.training.checkpoint.CheckpointStore.Listed;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which checkpoints and files may go: what is old and nobody needs. Needed is what others name, the
 * last of each run, and whatever the state of one that is needed was computed from. The checkpoint
 * before it in its own run is not: otherwise nothing could ever go.
 *
 * <p>What was written and never published, as by a slice whose process was killed, is needed by
 * nobody and goes too, once it is old.
 *
 * @param last so many checkpoints of each run stay
 * @param age nothing younger goes: somebody may be about to name it
 */
public record Retention(int last, Duration age) {

  private static final Logger LOG = LoggerFactory.getLogger(Retention.class);

  /**
   * What may go, none of it touched yet.
   *
   * @param checkpoints old and not needed
   * @param files likewise
   * @param leftovers of writes that were cut off
   */
  public record Plan(List<Listed> checkpoints, List<Listed> files, List<Leftover> leftovers) {

    /** How many things these are. */
    public int size() {
      return checkpoints.size() + files.size() + leftovers.size();
    }
  }

  /**
   * What may go as of now.
   *
   * @param references asked after the store, so that what is written and named in between is either
   *     not listed or named
   */
  public Plan plan(CheckpointStore store, Supplier<References> references, Instant now) {
    Instant before = now.minus(age);
    List<Listed> checkpoints = store.list();
    List<Listed> files = store.files("");
    List<Leftover> leftovers = store.leftovers();
    References known = references.get();
    Set<String> needed = needed(store, checkpoints, known);
    return new Plan(
        checkpoints.stream()
            .filter(each -> each.writtenAt().isBefore(before) && !needed.contains(each.id()))
            .toList(),
        files.stream()
            .filter(each -> each.writtenAt().isBefore(before) && !known.files().contains(each.id()))
            .toList(),
        leftovers.stream().filter(each -> each.since().isBefore(before)).toList());
  }

  private Set<String> needed(CheckpointStore store, List<Listed> all, References references) {
    Set<String> last = references.last(last());
    Set<String> there = new HashSet<>();
    Set<String> needed = new HashSet<>();
    Deque<String> open = new ArrayDeque<>();
    for (Listed each : all) {
      there.add(each.id());
      if (last.contains(each.id()) || references.name(each.id())) {
        needed.add(each.id());
        open.add(each.id());
      }
    }
    while (!open.isEmpty()) {
      for (String origin : origins(store, open.remove())) {
        if (there.contains(origin) && needed.add(origin)) {
          open.add(origin);
        }
      }
    }
    return needed;
  }

  /** What a state was computed from; some of it are checkpoints of other runs. */
  private static List<String> origins(CheckpointStore store, String id) {
    try {
      return List.copyOf(store.manifest(id).inputs().values());
    } catch (UnknownCheckpointException | DamagedCheckpointException e) {
      LOG.warn("what a checkpoint was made from can't be told checkpoint={}", id, e);
      return List.of();
    }
  }

  /**
   * Removes what a plan names, except what was written again since.
   *
   * <p>Between the look at its age and its removal somebody may still write it again, and rely on
   * it: stores have no lock for that. It is then gone or, in a bucket, damaged, and heals as any
   * lost checkpoint does: its run computes it again from an earlier one. That takes a state that
   * nobody named for the whole age and that is computed again in that very moment.
   *
   * @return what was removed
   */
  public Plan carryOut(CheckpointStore store, Plan plan, Instant now) {
    Instant before = now.minus(age);
    List<Listed> checkpoints = new ArrayList<>();
    for (Listed each : plan.checkpoints()) {
      if (isStillOld(store.list(each.id()), before)) {
        store.delete(each.id());
        checkpoints.add(each);
      }
    }
    List<Listed> files = new ArrayList<>();
    for (Listed each : plan.files()) {
      if (isStillOld(store.files(each.id()), before)) {
        store.deleteFile(each.id());
        files.add(each);
      }
    }
    plan.leftovers().forEach(store::discard);
    return new Plan(List.copyOf(checkpoints), List.copyOf(files), plan.leftovers());
  }

  /**
   * Published checkpoints of which nothing need be told any longer: old, in the store no more, and
   * not one that a run would miss.
   *
   * @param there what the store holds, asked after {@code references}
   * @param publishedAt by id
   */
  public List<String> forgettable(
      List<Listed> there, References references, Map<String, Instant> publishedAt, Instant now) {
    Instant before = now.minus(age);
    Set<String> last = references.last(last());
    Set<String> stored = there.stream().map(Listed::id).collect(Collectors.toSet());
    return publishedAt.keySet().stream()
        .filter(id -> requireNonNull(publishedAt.get(id)).isBefore(before))
        .filter(id -> !stored.contains(id) && !last.contains(id) && !references.name(id))
        .sorted()
        .toList();
  }

  private static boolean isStillOld(List<Listed> found, Instant before) {
    return found.stream().anyMatch(each -> each.writtenAt().isBefore(before));
  }
}
