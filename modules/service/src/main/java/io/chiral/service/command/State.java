package io.chiral.service.command;

import io.chiral.messages.spec.CheckpointSource;
import io.chiral.messages.state.InstallationState;
import io.chiral.messages.state.RunState;
import io.chiral.messages.state.StudyState;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.pcollections.HashTreePMap;
import org.pcollections.HashTreePSet;
import org.pcollections.PMap;
import org.pcollections.PSet;

/**
 * All that the command role knows. Persistent maps: an aborted transaction simply keeps the old
 * state, and a turn costs what it changes.
 *
 * @param installation null: nobody has ever paused everything
 * @param studies by id
 * @param runs by id
 * @param live runs that have not ended or have a slice outstanding; all that scheduling looks at
 * @param dependants by run id: the runs that start from it
 * @param hot by worker: the run it computed last (lost at a restart, which costs a load)
 * @param served by study: when a worker last had a slice of it
 * @param turn number of turns taken
 */
record State(
    @Nullable InstallationState installation,
    PMap<String, StudyState> studies,
    PMap<String, RunState> runs,
    PSet<String> live,
    PMap<String, PSet<String>> dependants,
    PMap<String, String> hot,
    PMap<String, Served> served,
    long turn) {

  static final State EMPTY =
      new State(
          null,
          HashTreePMap.empty(),
          HashTreePMap.empty(),
          HashTreePSet.empty(),
          HashTreePMap.empty(),
          HashTreePMap.empty(),
          HashTreePMap.empty(),
          0);

  /**
   * When a study was last served.
   *
   * @param at when a slice of it was given or ended, whichever is later
   * @param turn that last gave it one; 0: before the last restart
   */
  record Served(Instant at, long turn) implements Comparable<Served> {
    static final Served NEVER = new Served(Instant.MIN, 0);
    private static final Comparator<Served> ORDER =
        Comparator.comparing(Served::at).thenComparingLong(Served::turn);

    /** Whoever was served longer ago is less. */
    @Override
    public int compareTo(Served other) {
      return ORDER.compare(this, other);
    }

    static Served later(Served one, Served other) {
      return one.compareTo(other) < 0 ? other : one;
    }
  }

  /** The state that the compacted topics hold. */
  static State of(
      @Nullable InstallationState installation,
      Collection<StudyState> studies,
      Collection<RunState> runs) {
    State state = EMPTY.with(installation);
    for (StudyState study : studies) {
      state = state.with(study);
    }
    Map<String, Served> served = new HashMap<>();
    for (RunState run : runs) {
      state = state.with(run);
      if (run.outstanding() != null || run.nextSlice() > 0 || run.failures() > 0) {
        served.merge(run.study(), new Served(run.updatedAt(), 0), Served::later);
      }
    }
    return state.withServed(HashTreePMap.from(served));
  }

  private State withServed(PMap<String, Served> next) {
    return new State(installation, studies, runs, live, dependants, hot, next, turn);
  }

  boolean isPaused() {
    return installation != null && installation.paused();
  }

  Served served(String study) {
    return served.getOrDefault(study, Served.NEVER);
  }

  State with(@Nullable InstallationState next) {
    return new State(next, studies, runs, live, dependants, hot, served, turn);
  }

  State with(StudyState study) {
    return new State(
        installation,
        studies.plus(study.study(), study),
        runs,
        live,
        dependants,
        hot,
        served,
        turn);
  }

  State with(RunState run) {
    return new State(
        installation,
        studies,
        runs.plus(run.run(), run),
        isLive(run) ? live.plus(run.run()) : live.minus(run.run()),
        runs.containsKey(run.run()) ? dependants : dependantsWith(run),
        hot,
        served,
        turn);
  }

  State withHot(String worker, String run) {
    return new State(
        installation, studies, runs, live, dependants, hot.plus(worker, run), served, turn);
  }

  /** A slice of the study was given in this turn. */
  State withServed(String study, Instant now) {
    return withServed(served.plus(study, new Served(now, turn)));
  }

  /** A slice of the study ended. */
  State withRested(String study, Instant now) {
    return withServed(served.plus(study, new Served(now, served(study).turn())));
  }

  State nextTurn() {
    return new State(installation, studies, runs, live, dependants, hot, served, turn + 1);
  }

  /** Without these runs, all of one study; who served it is gone, too. */
  State without(String study, Collection<RunState> gone) {
    PMap<String, PSet<String>> next = dependants;
    for (RunState run : gone) {
      CheckpointSource from = run.spec().from();
      if (from != null && from.run() != null) {
        next =
            next.plus(
                from.run(), next.getOrDefault(from.run(), HashTreePSet.empty()).minus(run.run()));
      }
    }
    List<String> ids = gone.stream().map(RunState::run).toList();
    return new State(
        installation,
        studies,
        runs.minusAll(ids),
        live.minusAll(ids),
        next.minusAll(ids),
        hot,
        served.minus(study),
        turn);
  }

  private static boolean isLive(RunState run) {
    return !run.status().ended() || run.outstanding() != null;
  }

  private PMap<String, PSet<String>> dependantsWith(RunState run) {
    CheckpointSource from = run.spec().from();
    String source = from == null ? null : from.run();
    return source == null
        ? dependants
        : dependants.plus(source, dependantsOf(source).plus(run.run()));
  }

  PSet<String> dependantsOf(String run) {
    @Nullable PSet<String> found = dependants.get(run);
    return found == null ? HashTreePSet.empty() : found;
  }
}
