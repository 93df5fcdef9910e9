package io.chiral.service.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.chiral.messages.Codec;
import io.chiral.messages.CommandReading;
import io.chiral.messages.Envelope;
import io.chiral.messages.MessageType;
import io.chiral.messages.command.Command;
import io.chiral.messages.event.MetricEvent;
import io.chiral.messages.spec.CheckpointSource;
import io.chiral.messages.state.Rejection;
import io.chiral.messages.state.RunState;
import io.chiral.messages.state.RunStatus;
import io.chiral.messages.state.StudyState;
import io.chiral.messages.work.Cell.Role;
import io.chiral.messages.work.CheckpointRef;
import io.chiral.messages.work.Slice;
import io.chiral.messages.work.SliceEnded;
import io.chiral.messages.work.SliceEnded.Reason;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The fold with a clock, a log of what it published, and workers that a test moves by hand. */
final class World {
  private static final Codec CODEC = new Codec();

  private final CommandFold fold;
  private boolean checking = true;
  final List<MetricEvent> events = new ArrayList<>();
  final List<Rejection> rejections = new ArrayList<>();
  final List<Effects.Stop> stops = new ArrayList<>();
  final List<Effects.Due> given = new ArrayList<>();
  final List<Effects.Due> pending = new ArrayList<>();
  final List<WorkerView> workers = new ArrayList<>();
  State state = State.EMPTY;
  Instant now = Instant.parse("2026-11-22T00:00:00Z");
  Effects last =
      new Effects(
          null, List.of(), List.of(), List.of(), List.of(), List.of(), List.of(), List.of());

  World(int workers) {
    this(workers, Specs.CATALOGUE);
  }

  World(int count, Catalogue catalogue) {
    Limits limits = Limits.slicesOf(Duration.ofSeconds(30));
    fold =
        new CommandFold(
            new Commands(CODEC, new Admission(catalogue, limits.runs()), "test"),
            new Outcomes(limits),
            new Dispatcher(limits));
    for (int w = 0; w < count; w++) {
      workers.add(new WorkerView("w" + w, List.of(2 * w, 2 * w + 1)));
    }
  }

  /** For states so large that looking at all of them after each turn takes too long. */
  World withoutInvariants() {
    checking = false;
    return this;
  }

  World apply(Input... inputs) {
    CommandFold.Step step = fold.apply(state, Arrays.asList(inputs), workers, now);
    state = step.state();
    last = step.effects();
    events.addAll(last.events());
    rejections.addAll(last.rejections());
    stops.addAll(last.stops());
    given.addAll(last.due());
    pending.addAll(last.due());
    if (checking) {
      invariants();
    }
    return this;
  }

  World send(String id, Command command) {
    return apply(command(id, command));
  }

  static Input command(String id, Command command) {
    MessageType type = MessageType.of((Record) command);
    return new Input.Commanded(
        new Envelope(id, "/test", type.typeName(), null),
        new CommandReading.Accepted(type, command, CODEC.digest(command)),
        new Origin(id, type.typeName(), "commands", 0, 0, "{}", 2, "0".repeat(64)));
  }

  World tick(Duration later) {
    now = now.plus(later);
    return apply();
  }

  StudyState study(String id) {
    return Objects.requireNonNull(state.studies().get(id));
  }

  RunState run(String id) {
    return Objects.requireNonNull(state.runs().get(id));
  }

  /** The only run of that role. */
  RunState only(Role role) {
    List<RunState> found = all(role);
    assertThat(found).hasSize(1);
    return found.get(0);
  }

  List<RunState> all(Role role) {
    return state.runs().values().stream().filter(run -> run.cell().role() == role).toList();
  }

  /** The slices that have not ended, by run. */
  Map<String, Slice> outstanding() {
    Map<String, Slice> slices = new LinkedHashMap<>();
    pending.removeIf(due -> !awaited(due.slice()));
    pending.forEach(due -> slices.put(due.slice().run(), due.slice()));
    return slices;
  }

  private boolean awaited(Slice slice) {
    RunState run = state.runs().get(slice.run());
    return run != null
        && run.outstanding() != null
        && run.outstanding().slice() == slice.slice()
        && run.outstanding().attempt() == slice.attempt();
  }

  Slice outstanding(RunState run) {
    return Objects.requireNonNull(outstanding().get(run.run()), run.toString());
  }

  World end(Slice slice, Reason reason) {
    return apply(ended(slice, reason));
  }

  Input.Ended ended(Slice slice, Reason reason) {
    int step =
        switch (reason) {
          case MILESTONE -> slice.maxStep();
          case TIME, STOPPED -> Math.min(slice.fromStep() + 1, slice.maxStep() - 1);
          case FAILED, IMPOSSIBLE -> slice.fromStep();
        };
    boolean fails = reason == Reason.FAILED || reason == Reason.IMPOSSIBLE;
    return new Input.Ended(
        new SliceEnded(
            slice.study(),
            slice.run(),
            slice.slice(),
            slice.attempt(),
            run(slice.run()).outstanding() == null
                ? "w0"
                : Objects.requireNonNull(run(slice.run()).outstanding()).worker(),
            reason,
            step,
            fails ? null : checkpoint(slice, step),
            fails ? "it broke" : null,
            1000,
            "test"));
  }

  private static @Nullable CheckpointRef checkpoint(Slice slice, int step) {
    return step == 0
        ? null
        : new CheckpointRef(
            slice.run() + "@" + step, step, 10, slice.spec().milestones().contains(step));
  }

  /** Lets every slice reach its milestone until nothing is outstanding. */
  World finishAll() {
    while (!outstanding().isEmpty()) {
      for (Slice slice : List.copyOf(outstanding().values())) {
        end(slice, Reason.MILESTONE);
      }
    }
    return this;
  }

  private void invariants() {
    Set<Integer> partitions = new HashSet<>();
    for (Effects.Due due : last.due()) {
      Slice slice = due.slice();
      RunState run = run(slice.run());
      assertThat(partitions.add(due.partition())).as("one slice a worker").isTrue();
      assertThat(run.status()).isEqualTo(RunStatus.RUNNING);
      assertThat(slice.fromStep()).isEqualTo(run.step());
      CheckpointSource from = run.spec().from();
      if (from != null && from.run() != null) {
        assertThat(run(from.run()).milestones()).contains(Objects.requireNonNull(slice.source()));
      }
    }
    Map<String, Long> perWorker =
        workers.stream()
            .collect(
                Collectors.toMap(
                    WorkerView::id,
                    worker ->
                        last.due().stream()
                            .filter(due -> worker.partitions().contains(due.partition()))
                            .count()));
    assertThat(perWorker.values()).allMatch(slices -> slices <= 1);
    for (StudyState study : state.studies().values()) {
      List<RunState> runs =
          state.runs().values().stream().filter(r -> r.study().equals(study.study())).toList();
      assertThat(study.runs()).isEqualTo(runs.size());
      assertThat(study.ended()).isEqualTo(runs.stream().filter(r -> r.status().ended()).count());
      assertThat(study.failed())
          .isEqualTo(runs.stream().filter(r -> r.status() == RunStatus.FAILED).count());
    }
    Map<String, Long> atWork =
        state.runs().values().stream()
            .filter(run -> run.outstanding() != null)
            .collect(Collectors.groupingBy(RunState::study, Collectors.counting()));
    for (StudyState study : state.studies().values()) {
      Integer limit = study.spec() == null ? null : study.spec().maxRuns();
      assertThat(atWork.getOrDefault(study.study(), 0L))
          .as("%s at work", study.study())
          .isLessThanOrEqualTo(limit == null ? Long.MAX_VALUE : limit);
    }
    if (state.isPaused()) {
      assertThat(last.due()).isEmpty();
    }
    for (RunState run : state.runs().values()) {
      assertThat(run.status() == RunStatus.RUNNING)
          .as(run.run())
          .isEqualTo(
              run.outstanding() != null
                  && run.status() != RunStatus.PAUSED
                  && !run.status().ended());
    }
  }
}
