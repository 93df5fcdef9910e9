package io.chiral.service.command;

import io.chiral.messages.event.MetricEvent;
import io.chiral.messages.state.InstallationState;
import io.chiral.messages.state.Rejection;
import io.chiral.messages.state.RunState;
import io.chiral.messages.state.StudyState;
import io.chiral.messages.work.Slice;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a turn publishes, in one transaction; the stops go over the event bus at once, and again for
 * as long as they are not heeded.
 *
 * @param installation its changed state; null: as it was
 * @param studies changed states, each study once
 * @param runs changed states, each run once
 * @param dropped runs whose states are taken away
 * @param due slices with their partitions
 * @param events for the report
 * @param rejections of commands
 * @param stops outstanding slices that should end at their next step
 */
record Effects(
    @Nullable InstallationState installation,
    List<StudyState> studies,
    List<RunState> runs,
    List<RunState> dropped,
    List<Due> due,
    List<MetricEvent> events,
    List<Rejection> rejections,
    List<Stop> stops) {

  Effects {
    studies = List.copyOf(studies);
    runs = List.copyOf(runs);
    dropped = List.copyOf(dropped);
    due = List.copyOf(due);
    events = List.copyOf(events);
    rejections = List.copyOf(rejections);
    stops = List.copyOf(stops);
  }

  /** All that several turns in a row publish; of a key that changed more than once, the last. */
  static Effects of(List<Turn> turns) {
    InstallationState installation = null;
    Map<String, StudyState> studies = new LinkedHashMap<>();
    Map<String, RunState> runs = new LinkedHashMap<>();
    for (Turn turn : turns) {
      if (turn.changedInstallation()) {
        installation = turn.state().installation();
      }
      turn.changedStudies().forEach(study -> studies.put(study.study(), study));
      turn.changedRuns().forEach(run -> runs.put(run.run(), run));
      turn.dropped().forEach(run -> runs.remove(run.run()));
    }
    return new Effects(
        installation,
        List.copyOf(studies.values()),
        List.copyOf(runs.values()),
        turns.stream().flatMap(turn -> turn.dropped().stream()).toList(),
        turns.stream().flatMap(turn -> turn.due().stream()).toList(),
        turns.stream().flatMap(turn -> turn.events().stream()).toList(),
        turns.stream().flatMap(turn -> turn.rejections().stream()).toList(),
        turns.stream().flatMap(turn -> turn.stops().stream()).distinct().toList());
  }

  /** Whether nothing is to be published. */
  boolean isEmpty() {
    return installation == null
        && studies.isEmpty()
        && runs.isEmpty()
        && dropped.isEmpty()
        && due.isEmpty()
        && events.isEmpty()
        && rejections.isEmpty();
  }

  /** A slice and the partition of the work topic that it goes to. */
  record Due(int partition, Slice slice) {}

  /** One outstanding slice that should stop. */
  record Stop(String run, int slice, int attempt) {
    /** As it travels over the event bus. */
    String key() {
      return run + "/" + slice + "/" + attempt;
    }
  }
}
