package io.chiral.service.node;

import io.chiral.messages.Envelope;
import io.chiral.messages.command.Command;
import io.vertx.core.Future;

/** Where this process's own interfaces put commands: the public commands topic. */
public interface CommandSink {

  /** Succeeds when the broker has the command; whether it is accepted is decided later. */
  Future<Void> send(Envelope envelope, Command command);
}
