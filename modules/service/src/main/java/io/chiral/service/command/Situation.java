package io.chiral.service.command;

import static io.chiral.service.node.LoopHealth.seconds;

import io.chiral.messages.state.InstallationState;
import io.chiral.messages.state.RunState;
import io.chiral.messages.state.RunState.Outstanding;
import io.chiral.service.node.Health;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What the active command role saw last; what there is to say of it is found when somebody asks. A
 * run that does not move is a warning and no reason to be not ready: the role decides as it should,
 * and to take it out of service would stop the runs that move.
 *
 * @param workers who is alive
 * @param alone since when nobody is; null: somebody is
 */
record Situation(State state, List<WorkerView> workers, @Nullable Instant alone) {

  /** The group's coordinator is not asked more often than it answers, and a worker may restart. */
  private static final Duration LONG_ALONE = Duration.ofSeconds(10);

  Health health(Limits limits, Instant now) {
    List<RunState> live = state.live().stream().map(state.runs()::get).toList();
    long ready = live.stream().filter(run -> Dispatcher.due(state, run, now)).count();
    long out = live.stream().filter(run -> run.outstanding() != null).count();
    List<String> warnings = new ArrayList<>();
    if (!state.isPaused() && ready > 0 && isLongAlone(now)) {
      warnings.add(
          "%d runs are ready, and no worker takes slices since %s: start one, or undrain one"
              .formatted(ready, seconds(Objects.requireNonNull(alone))));
    }
    live.stream()
        .filter(run -> isOverdue(run, limits, now))
        .sorted(Comparator.comparing(run -> Objects.requireNonNull(run.outstanding()).since()))
        .forEach(run -> warnings.add(overdue(run, limits, now)));
    String detail =
        "%d runs ready, %d at work; %d workers%s"
            .formatted(ready, out, workers.size(), paused(state.installation()));
    return Health.ready(detail, warnings);
  }

  private boolean isLongAlone(Instant now) {
    return alone != null && Duration.between(alone, now).compareTo(LONG_ALONE) > 0;
  }

  private static boolean isOverdue(RunState run, Limits limits, Instant now) {
    Outstanding slice = run.outstanding();
    return slice != null && Duration.between(slice.since(), now).compareTo(limits.overdue()) > 0;
  }

  private String overdue(RunState run, Limits limits, Instant now) {
    Outstanding slice = Objects.requireNonNull(run.outstanding());
    return "slice %d, attempt %d, of run %s of study %s is out since %s (%d s; its budget is %d s): %s"
        .formatted(
            slice.slice(),
            slice.attempt(),
            run.run(),
            run.study(),
            seconds(slice.since()),
            Duration.between(slice.since(), now).toSeconds(),
            limits.sliceBudget().toSeconds(),
            awaited(slice));
  }

  private String awaited(Outstanding slice) {
    return workers.stream()
        .filter(worker -> worker.partitions().contains(slice.partition()))
        .findFirst()
        .map(
            owner ->
                owner.id().equals(slice.worker())
                    ? "worker %s has it; its /health/ready says more".formatted(owner.id())
                    : "worker %s is gone, and %s has its partition %d"
                        .formatted(slice.worker(), owner.id(), slice.partition()))
        .orElseGet(
            () ->
                "worker %s is gone, and nobody has its partition %d"
                    .formatted(slice.worker(), slice.partition()));
  }

  private static String paused(@Nullable InstallationState installation) {
    return installation == null || !installation.paused()
        ? ""
        : "; everything is paused since %s%s"
            .formatted(
                seconds(installation.updatedAt()),
                installation.reason() == null ? "" : ": " + installation.reason());
  }
}
