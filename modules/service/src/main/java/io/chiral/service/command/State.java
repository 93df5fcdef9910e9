package io.chiral.service.command;

import io.chiral.messages.spec.CheckpointSource;
import io.chiral.messages.state.RunState;
import io.chiral.messages.state.StudyState;
import java.util.Collection;
import org.jspecify.annotations.Nullable;
import org.pcollections.HashTreePMap;
import org.pcollections.HashTreePSet;
import org.pcollections.PMap;
import org.pcollections.PSet;

/**
 * All that the command role knows. Persistent maps: an aborted transaction simply keeps the old
 * state, and a turn costs what it changes.
 *
 * @param studies by id
 * @param runs by id
 * @param live runs that have not ended or have a slice outstanding; all that scheduling looks at
 * @param dependants by run id: the runs that start from it
 * @param hot by worker: the run it computed last (lost at a restart, which costs a load)
 * @param served by study: the turn that last gave it a slice (lost at a restart, as fairness may)
 * @param turn number of turns taken
 */
record State(
    PMap<String, StudyState> studies,
    PMap<String, RunState> runs,
    PSet<String> live,
    PMap<String, PSet<String>> dependants,
    PMap<String, String> hot,
    PMap<String, Long> served,
    long turn) {

  static final State EMPTY =
      new State(
          HashTreePMap.empty(),
          HashTreePMap.empty(),
          HashTreePSet.empty(),
          HashTreePMap.empty(),
          HashTreePMap.empty(),
          HashTreePMap.empty(),
          0);

  /** The state that the compacted topics hold. */
  static State of(Collection<StudyState> studies, Collection<RunState> runs) {
    State state = EMPTY;
    for (StudyState study : studies) {
      state = state.with(study);
    }
    for (RunState run : runs) {
      state = state.with(run);
    }
    return state;
  }

  State with(StudyState study) {
    return new State(studies.plus(study.study(), study), runs, live, dependants, hot, served, turn);
  }

  State with(RunState run) {
    return new State(
        studies,
        runs.plus(run.run(), run),
        isLive(run) ? live.plus(run.run()) : live.minus(run.run()),
        runs.containsKey(run.run()) ? dependants : dependantsWith(run),
        hot,
        served,
        turn);
  }

  State withHot(String worker, String run) {
    return new State(studies, runs, live, dependants, hot.plus(worker, run), served, turn);
  }

  State withServed(String study) {
    return new State(studies, runs, live, dependants, hot, served.plus(study, turn), turn);
  }

  State nextTurn() {
    return new State(studies, runs, live, dependants, hot, served, turn + 1);
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
