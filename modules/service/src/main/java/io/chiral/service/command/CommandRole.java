package io.chiral.service.command;

import io.chiral.kafka.Fold;
import io.chiral.kafka.InRecord;
import io.chiral.kafka.OutRecord;
import io.chiral.messages.Envelope;
import io.chiral.messages.state.StudyState;
import io.chiral.service.node.Health;
import io.chiral.service.node.Outbox;
import io.chiral.service.node.Tracing;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The fold in its loop: decode, one step, encode. Runs on the loop's thread. */
final class CommandRole implements Fold {
  private final Decoder decoder;
  private final CommandFold fold;
  private final Outbox outbox;
  private final Supplier<State> stored;
  private final Supplier<List<WorkerView>> workers;
  private final Consumer<Effects.Stop> stops;
  private final Tracing tracing;
  private final Clock clock;
  private final Limits limits;
  private State state = State.EMPTY;
  private volatile @Nullable Situation situation;

  /**
   * @param stored reads the state that the compacted topics hold; may block
   * @param workers who is alive, at most a second old
   * @param stops tells workers, without waiting
   * @param tracing of each command
   */
  CommandRole(
      Decoder decoder,
      CommandFold fold,
      Outbox outbox,
      Supplier<State> stored,
      Supplier<List<WorkerView>> workers,
      Consumer<Effects.Stop> stops,
      Tracing tracing,
      Limits limits,
      Clock clock) {
    this.decoder = decoder;
    this.fold = fold;
    this.outbox = outbox;
    this.stored = stored;
    this.workers = workers;
    this.stops = stops;
    this.tracing = tracing;
    this.limits = limits;
    this.clock = clock;
  }

  @Override
  public void activated() {
    state = stored.get();
  }

  @Override
  public List<OutRecord> apply(List<InRecord> batch) {
    List<Span> spans = new ArrayList<>();
    List<OutRecord> records =
        step(batch.stream().map(decoder::decode).map(input -> traced(input, spans)).toList());
    spans.forEach(Span::end);
    return records;
  }

  @Override
  public List<OutRecord> tick() {
    return step(List.of());
  }

  @Override
  public void deactivated() {
    state = State.EMPTY;
    situation = null;
  }

  /** What does not move, and why. Any thread. */
  Health health() {
    Situation seen = situation;
    return seen == null ? Health.ready("stands by") : seen.health(limits, clock.instant());
  }

  private List<OutRecord> step(List<Input> inputs) {
    List<WorkerView> live = workers.get();
    Instant now = clock.instant();
    CommandFold.Step step = fold.apply(state, inputs, live, now);
    state = step.state();
    Situation before = situation;
    Instant alone = before == null || before.alone() == null ? now : before.alone();
    situation = new Situation(state, live, live.isEmpty() ? alone : null);
    step.effects().stops().forEach(stops);
    return records(step.effects());
  }

  /** What a command brings about belongs to the trace that it came with, else to a new one. */
  private Input traced(Input input, List<Span> spans) {
    if (!(input instanceof Input.Commanded commanded)) {
      return input;
    }
    Envelope envelope = commanded.envelope();
    Span span =
        tracing.begin(
            "command",
            envelope.traceparent(),
            Attributes.builder()
                .put("chiral.command.type", envelope.type())
                .put("chiral.command.id", envelope.id())
                .build());
    spans.add(span);
    return new Input.Commanded(
        envelope.traced(Tracing.traceparent(span)), commanded.reading(), commanded.origin());
  }

  private List<OutRecord> records(Effects effects) {
    return Stream.of(
            Stream.ofNullable(effects.installation()).map(outbox::state),
            effects.studies().stream().map(study -> outbox.state(study).traced(study.trace())),
            effects.runs().stream().map(run -> outbox.state(run).traced(trace(run.study()))),
            effects.dropped().stream().map(outbox::dropped),
            effects.due().stream()
                .map(
                    due ->
                        outbox
                            .slice(due.slice(), due.partition())
                            .traced(trace(due.slice().study()))),
            effects.events().stream()
                .map(event -> outbox.event(event).traced(trace(event.study()))),
            effects.rejections().stream().map(outbox::rejection))
        .flatMap(records -> records)
        .toList();
  }

  private @Nullable String trace(String study) {
    StudyState known = state.studies().get(study);
    return known == null ? null : known.trace();
  }
}
