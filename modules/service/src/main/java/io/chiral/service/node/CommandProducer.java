package io.chiral.service.node;

import io.chiral.kafka.RecordProducer;
import io.chiral.messages.Envelope;
import io.chiral.messages.command.Command;
import io.vertx.core.Future;

/** Commands of this process's interfaces, written to the public topic like anybody's. */
public final class CommandProducer implements CommandSink {
  private final RecordProducer producer;
  private final Outbox outbox;

  public CommandProducer(RecordProducer producer, Outbox outbox) {
    this.producer = producer;
    this.outbox = outbox;
  }

  @Override
  public Future<Void> send(Envelope envelope, Command command) {
    return producer.send(outbox.command(envelope, command)).mapEmpty();
  }

  /** Waits for what is under way. */
  public Future<Void> close() {
    return producer.close();
  }
}
