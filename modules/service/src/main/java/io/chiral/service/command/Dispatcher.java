package io.chiral.service.command;

import io.chiral.messages.spec.CheckpointSource;
import io.chiral.messages.state.RunState;
import io.chiral.messages.state.RunState.Outstanding;
import io.chiral.messages.state.RunStatus;
import io.chiral.messages.state.StudyState;
import io.chiral.messages.state.StudyState.StudyStatus;
import io.chiral.messages.work.CheckpointRef;
import io.chiral.messages.work.Slice;
import io.chiral.service.command.State.Served;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Gives free workers a slice each: by priority and what waiting has added to it (see {@link
 * Ageing}), then to the study with the fewest slices outstanding, then to the one that waited
 * longest. Within a study what makes figures visible comes first (evaluations), then the run that a
 * free worker has at hand, then seed by seed. While everything is paused it gives nothing.
 */
final class Dispatcher {
  private final Limits limits;

  Dispatcher(Limits limits) {
    this.limits = limits;
  }

  void dispatch(Turn turn, List<WorkerView> workers) {
    if (turn.state().isPaused()) {
      return;
    }
    List<RunState> live =
        turn.state().live().stream()
            .map(turn.state().runs()::get)
            .map(run -> boundedWait(turn, run))
            .toList();
    List<WorkerView> free = free(live, workers);
    if (free.isEmpty()) {
      return;
    }
    List<RunState> ready =
        new ArrayList<>(live.stream().filter(run -> due(turn.state(), run, turn.now())).toList());
    Map<String, Integer> outstanding = outstanding(live);
    Map<String, Long> gained = Ageing.gained(turn, ready, outstanding.keySet(), limits.ageing());
    // Looked at for every two runs that are compared, so not in the persistent map.
    Map<String, Served> served = new HashMap<>();
    ready.forEach(run -> served.computeIfAbsent(run.study(), turn.state()::served));
    while (!free.isEmpty() && !ready.isEmpty()) {
      ready.removeIf(run -> full(turn.studyOf(run), outstanding));
      RunState run =
          ready.stream().min(order(turn, gained, outstanding, served, free)).orElse(null);
      if (run == null) {
        return;
      }
      ready.remove(run);
      WorkerView worker = choose(turn, run, free, ready);
      free.remove(worker);
      outstanding.merge(run.study(), 1, Integer::sum);
      gained.remove(run.study());
      give(turn, run, worker);
      served.put(run.study(), turn.state().served(run.study()));
    }
  }

  /**
   * Nobody waits longer than the back-off as seen from now. A clock that was set back by an hour,
   * or a stand-by whose clock is slow, would else hold a run up for that hour.
   */
  private RunState boundedWait(Turn turn, RunState run) {
    if (run.notBefore() == null || run.status() != RunStatus.READY) {
      return run;
    }
    Instant latest = turn.now().plus(limits.backOffAfter(run.failures()));
    if (!run.notBefore().isAfter(latest)) {
      return run;
    }
    RunState bounded = RunEdit.of(run).notBefore(latest).at(turn.now());
    turn.put(bounded);
    return bounded;
  }

  /** Live workers none of whose partitions holds a slice that has not ended. */
  private static List<WorkerView> free(List<RunState> live, List<WorkerView> workers) {
    Set<Integer> taken =
        live.stream()
            .map(RunState::outstanding)
            .filter(Objects::nonNull)
            .map(Outstanding::partition)
            .collect(Collectors.toSet());
    return new ArrayList<>(
        workers.stream()
            .filter(worker -> !worker.partitions().isEmpty())
            .filter(worker -> worker.partitions().stream().noneMatch(taken::contains))
            .sorted(Comparator.comparing(WorkerView::id))
            .toList());
  }

  /** Whether a run could be given a worker now. */
  static boolean due(State state, RunState run, Instant now) {
    return run.status() == RunStatus.READY
        && Objects.requireNonNull(state.studies().get(run.study())).status() == StudyStatus.ACTIVE
        && (run.notBefore() == null || !run.notBefore().isAfter(now));
  }

  private static Map<String, Integer> outstanding(List<RunState> live) {
    Map<String, Integer> counts = new HashMap<>();
    live.stream()
        .filter(run -> run.outstanding() != null)
        .forEach(run -> counts.merge(run.study(), 1, Integer::sum));
    return counts;
  }

  private static boolean full(StudyState study, Map<String, Integer> outstanding) {
    Integer limit = study.spec() == null ? null : study.spec().maxRuns();
    return limit != null && outstanding.getOrDefault(study.study(), 0) >= limit;
  }

  private static Comparator<RunState> order(
      Turn turn,
      Map<String, Long> gained,
      Map<String, Integer> outstanding,
      Map<String, Served> served,
      List<WorkerView> free) {
    Set<String> atHand =
        free.stream()
            .map(worker -> turn.state().hot().get(worker.id()))
            .filter(Objects::nonNull)
            .collect(Collectors.toSet());
    return Comparator.comparingLong(
            (RunState run) -> -(run.priority() + gained.getOrDefault(run.study(), 0L)))
        .thenComparing(run -> outstanding.getOrDefault(run.study(), 0))
        .thenComparing(run -> Objects.requireNonNull(served.get(run.study())))
        .thenComparing(RunState::study)
        .thenComparing(run -> !showsFigures(run))
        .thenComparing(run -> !atHand.contains(run.run()))
        .thenComparing(run -> run.step() == 0)
        .thenComparing(run -> run.cell().seed(), Comparator.nullsFirst(Comparator.naturalOrder()))
        .thenComparing(run -> run.cell().role())
        .thenComparing(RunState::run);
  }

  private static boolean showsFigures(RunState run) {
    return switch (run.cell().role()) {
      case BASELINE, EVALUATION -> true;
      case PRETRAINING, OBJECTIVE, ASSESSOR, TRANSFER, EXPLORATORY -> false;
    };
  }

  /** The worker that has the run at hand; else one that has no other waiting run at hand. */
  private static WorkerView choose(
      Turn turn, RunState run, List<WorkerView> free, List<RunState> others) {
    Map<String, String> hot = turn.state().hot();
    Set<String> wanted = others.stream().map(RunState::run).collect(Collectors.toSet());
    return free.stream()
        .min(
            Comparator.comparing((WorkerView worker) -> !run.run().equals(hot.get(worker.id())))
                .thenComparing(worker -> wanted.contains(hot.getOrDefault(worker.id(), "")))
                .thenComparing(WorkerView::id))
        .orElseThrow();
  }

  private void give(Turn turn, RunState run, WorkerView worker) {
    CheckpointSource from = run.spec().from();
    CheckpointRef source = source(turn, from);
    if (from != null && source == null) {
      Lifecycle.end(
          turn, RunEdit.of(run), RunStatus.FAILED, "its source %s is gone".formatted(from));
      return;
    }
    int attempt = run.failures() + 1;
    int partition =
        worker.partitions().get(Math.floorMod(run.run().hashCode(), worker.partitions().size()));
    turn.put(
        RunEdit.of(run)
            .status(RunStatus.RUNNING)
            .outstanding(
                new Outstanding(run.nextSlice(), attempt, partition, worker.id(), turn.now())));
    turn.give(partition, slice(run, attempt, source));
  }

  private Slice slice(RunState run, int attempt, @Nullable CheckpointRef source) {
    return new Slice(
        run.study(),
        run.run(),
        run.nextSlice(),
        attempt,
        run.cell(),
        run.spec(),
        run.step(),
        run.spec().milestones().stream()
            .filter(step -> step > run.step())
            .findFirst()
            .orElseThrow(),
        limits.sliceBudget().toMillis(),
        run.last(),
        source);
  }

  private static @Nullable CheckpointRef source(Turn turn, @Nullable CheckpointSource from) {
    if (from == null) {
      return null;
    }
    return from.run() != null && from.step() != null
        ? turn.milestone(from.run(), from.step())
        : turn.milestone(Objects.requireNonNull(from.checkpoint()));
  }
}
