package io.chiral.service.command;

import io.chiral.kafka.Fold;
import io.chiral.kafka.InRecord;
import io.chiral.kafka.OutRecord;
import io.chiral.service.node.Outbox;
import java.time.Clock;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** The fold in its loop: decode, one step, encode. Runs on the loop's thread. */
final class CommandRole implements Fold {
  private final Decoder decoder;
  private final CommandFold fold;
  private final Outbox outbox;
  private final Supplier<State> stored;
  private final Supplier<List<WorkerView>> workers;
  private final Consumer<Effects.Stop> stops;
  private final Clock clock;
  private State state = State.EMPTY;

  /**
   * @param stored reads the state that the compacted topics hold; may block
   * @param workers who is alive, at most a second old
   * @param stops tells workers, without waiting
   */
  CommandRole(
      Decoder decoder,
      CommandFold fold,
      Outbox outbox,
      Supplier<State> stored,
      Supplier<List<WorkerView>> workers,
      Consumer<Effects.Stop> stops,
      Clock clock) {
    this.decoder = decoder;
    this.fold = fold;
    this.outbox = outbox;
    this.stored = stored;
    this.workers = workers;
    this.stops = stops;
    this.clock = clock;
  }

  @Override
  public void activated() {
    state = stored.get();
  }

  @Override
  public List<OutRecord> apply(List<InRecord> batch) {
    return step(batch.stream().map(decoder::decode).toList());
  }

  @Override
  public List<OutRecord> tick() {
    return step(List.of());
  }

  @Override
  public void deactivated() {
    state = State.EMPTY;
  }

  private List<OutRecord> step(List<Input> inputs) {
    CommandFold.Step step = fold.apply(state, inputs, workers.get(), clock.instant());
    state = step.state();
    step.effects().stops().forEach(stops);
    return records(step.effects());
  }

  private List<OutRecord> records(Effects effects) {
    return Stream.of(
            effects.studies().stream().map(outbox::state),
            effects.runs().stream().map(outbox::state),
            effects.due().stream().map(due -> outbox.slice(due.slice(), due.partition())),
            effects.events().stream().map(outbox::event),
            effects.rejections().stream().map(outbox::rejection))
        .flatMap(records -> records)
        .toList();
  }
}
