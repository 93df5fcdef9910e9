package io.chiral.service.gateway.http;

import io.chiral.kafka.CloudEvents;
import io.chiral.messages.Codec;
import io.chiral.messages.CommandReader;
import io.chiral.messages.CommandReading;
import io.chiral.messages.Envelope;
import io.chiral.messages.Ids;
import io.chiral.messages.MessageType;
import io.chiral.messages.command.Command;
import io.chiral.messages.schema.Violation;
import io.chiral.messages.state.Rejection;
import io.chiral.service.node.CommandSink;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.RoutingContext;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Checks what operators ask, by the rules of the commands topic, and puts it there. */
final class Commands {

  /** Who asks, as long as there is no authentication. */
  private static final String ANYBODY = "anonymous";

  private static final int REMEMBERED = 1_000;

  private final CommandReader reader;
  private final CommandSink sink;
  private final Clock clock;
  private final Map<String, Sent> sent =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Sent> eldest) {
          return size() > REMEMBERED;
        }
      };

  Commands(Codec codec, CommandSink sink, Clock clock) {
    this.reader = new CommandReader(codec);
    this.sink = sink;
    this.clock = clock;
  }

  /**
   * Reads a command from a request's body.
   *
   * @throws ProblemException 400 if it is not JSON, 422 if it breaks its schema
   */
  CommandReading.Accepted read(MessageType type, @Nullable Buffer body) {
    byte[] bytes = body == null ? new byte[0] : body.getBytes();
    CommandReading reading = reader.read(type.typeName(), bytes);
    if (reading instanceof CommandReading.Refused refused) {
      throw refusal(refused, reader.violations(type, bytes)).exception();
    }
    return (CommandReading.Accepted) reading;
  }

  private static Problem refusal(CommandReading.Refused refused, List<Violation> violations) {
    Rejection.Code code = refused.code();
    String kind = code.name().toLowerCase(Locale.ROOT).replace('_', '-');
    List<Problem.Place> places =
        violations.stream().map(v -> new Problem.Place(v.place(), v.message())).toList();
    return Problem.of(
        "urn:chiral:problem:" + kind,
        code == Rejection.Code.MALFORMED ? 400 : 422,
        refused.message(),
        places);
  }

  /** The envelope of a request: equal for requests with the same Idempotency-Key. */
  Envelope envelope(RoutingContext rc, MessageType type) {
    String key = rc.request().getHeader("Idempotency-Key");
    String id = key == null ? UUID.randomUUID().toString() : Ids.command(ANYBODY, key);
    String trace = CloudEvents.trace(rc.request().getHeader("traceparent"));
    return new Envelope(id, "/http/" + ANYBODY, type.typeName(), clock.instant(), trace);
  }

  /** Sends a command; completes when it is durable. */
  Future<Sent> send(Envelope envelope, String study, Command command) {
    Sent accepted = new Sent(envelope.id(), study, "accepted");
    return send(envelope, command).onSuccess(durable -> sent.put(study, accepted)).map(accepted);
  }

  /** The same of a command that is about no study. */
  Future<Void> send(Envelope envelope, Command command) {
    return sink.send(envelope, command);
  }

  /** What was sent last for a study, as far as it is remembered here. */
  Optional<Sent> lastFor(String study) {
    return Optional.ofNullable(sent.get(study));
  }

  /**
   * A command that lies on its topic.
   *
   * @param command its CloudEvents id
   * @param study that it is about
   * @param status {@code accepted}
   */
  record Sent(String command, String study, String status) {}
}
