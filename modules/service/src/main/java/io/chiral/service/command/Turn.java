package io.chiral.service.command;

import io.chiral.messages.event.MetricEvent;
import io.chiral.messages.state.InstallationState;
import io.chiral.messages.state.Rejection;
import io.chiral.messages.state.RunState;
import io.chiral.messages.state.RunState.Outstanding;
import io.chiral.messages.state.RunStatus;
import io.chiral.messages.state.StudyState;
import io.chiral.messages.state.StudyState.StudyStatus;
import io.chiral.messages.work.CheckpointRef;
import io.chiral.messages.work.Slice;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One step of the fold in the making: the state so far, and what will be published. */
final class Turn {
  private final Instant now;
  private final Set<String> changedStudies = new LinkedHashSet<>();
  private final Set<String> changedRuns = new LinkedHashSet<>();
  private final List<Effects.Due> due = new ArrayList<>();
  private final List<MetricEvent> events = new ArrayList<>();
  private final List<Rejection> rejections = new ArrayList<>();
  private final List<Effects.Stop> stops = new ArrayList<>();
  private final List<RunState> dropped = new ArrayList<>();
  private State state;
  private boolean changedInstallation;

  Turn(State state, Instant now) {
    this.state = state.nextTurn();
    this.now = now;
  }

  Instant now() {
    return now;
  }

  State state() {
    return state;
  }

  @Nullable StudyState study(String id) {
    return state.studies().get(id);
  }

  @Nullable RunState run(String id) {
    return state.runs().get(id);
  }

  /** A run's study; every run has one. */
  StudyState studyOf(RunState run) {
    return Objects.requireNonNull(study(run.study()), run.study());
  }

  /** Runs of a study that have not ended. */
  List<RunState> open(String study) {
    return state.live().stream()
        .map(state.runs()::get)
        .filter(run -> run.study().equals(study) && !run.status().ended())
        .toList();
  }

  /** All runs of a study. */
  List<RunState> runsOf(String study) {
    return state.runs().values().stream().filter(run -> run.study().equals(study)).toList();
  }

  /** A run's milestone checkpoint; null: not reached. */
  @Nullable CheckpointRef milestone(String run, int step) {
    RunState found = run(run);
    return found == null
        ? null
        : found.milestones().stream().filter(m -> m.step() == step).findFirst().orElse(null);
  }

  /** A milestone checkpoint by its id; null: none that is known. */
  @Nullable CheckpointRef milestone(String checkpoint) {
    return state.runs().values().stream()
        .flatMap(run -> run.milestones().stream())
        .filter(milestone -> milestone.id().equals(checkpoint))
        .findFirst()
        .orElse(null);
  }

  void put(InstallationState installation) {
    state = state.with(installation);
    changedInstallation = true;
  }

  void put(StudyState study) {
    state = state.with(study);
    changedStudies.add(study.study());
  }

  void put(RunEdit edit) {
    put(edit.at(now));
  }

  void put(RunState run) {
    state = state.with(run);
    changedRuns.add(run.run());
  }

  /** Runs of a study that is forgotten. */
  void drop(StudyState study, Collection<RunState> gone) {
    state = state.without(study.study(), gone);
    gone.forEach(run -> changedRuns.remove(run.run()));
    dropped.addAll(gone);
    put(study);
  }

  void computed(String worker, String run) {
    state = state.withHot(worker, run);
  }

  /** A slice of the study ended: it begins to wait. */
  void rested(String study) {
    state = state.withRested(study, now);
  }

  void give(int partition, Slice slice) {
    due.add(new Effects.Due(partition, slice));
    state = state.withServed(slice.study(), now);
  }

  void emit(MetricEvent event) {
    events.add(event);
  }

  void reject(Origin origin, Violation violation) {
    rejections.add(origin.rejection(violation, now));
  }

  /** Asks the worker that has a slice of this run, if any, to end it. */
  void stop(RunState run) {
    Outstanding slice = run.outstanding();
    if (slice != null) {
      stops.add(new Effects.Stop(run.run(), slice.slice(), slice.attempt()));
    }
  }

  boolean changedInstallation() {
    return changedInstallation;
  }

  /**
   * Says again which slices should end: a stop goes over the event bus, which may lose it, and a
   * worker may have taken the slice over since.
   */
  void stopUnwanted() {
    state.live().stream()
        .map(state.runs()::get)
        .filter(run -> run.outstanding() != null && !wanted(run))
        .forEach(this::stop);
  }

  private boolean wanted(RunState run) {
    return !state.isPaused()
        && !run.status().ended()
        && run.status() != RunStatus.PAUSED
        && studyOf(run).status() != StudyStatus.PAUSED;
  }

  List<StudyState> changedStudies() {
    return changedStudies.stream().map(state.studies()::get).toList();
  }

  List<RunState> changedRuns() {
    return changedRuns.stream().map(state.runs()::get).toList();
  }

  List<Effects.Due> due() {
    return due;
  }

  List<MetricEvent> events() {
    return events;
  }

  List<Rejection> rejections() {
    return rejections;
  }

  List<RunState> dropped() {
    return dropped;
  }

  List<Effects.Stop> stops() {
    return stops;
  }
}
