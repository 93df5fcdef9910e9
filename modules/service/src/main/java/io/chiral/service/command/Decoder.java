package io.chiral.service.command;

import io.chiral.kafka.CloudEvents;
import io.chiral.kafka.InRecord;
import io.chiral.kafka.NotACloudEventException;
import io.chiral.messages.Codec;
import io.chiral.messages.CommandReader;
import io.chiral.messages.CommandReading;
import io.chiral.messages.Digests;
import io.chiral.messages.Envelope;
import io.chiral.messages.MessageType;
import io.chiral.messages.Topics;
import io.chiral.messages.UnreadableMessageException;
import io.chiral.messages.state.Rejection.Code;
import io.chiral.messages.work.SliceEnded;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Records of commands and outcomes as inputs of the fold. It throws for none of them. */
final class Decoder {
  private static final int EXCERPT_BYTES = 64 * 1024;

  private final Topics topics;
  private final Codec codec;
  private final CommandReader commands;

  Decoder(Topics topics, Codec codec) {
    this.topics = topics;
    this.codec = codec;
    this.commands = new CommandReader(codec);
  }

  Input decode(InRecord record) {
    return record.partition().topic().equals(topics.commands()) ? command(record) : outcome(record);
  }

  private Input command(InRecord record) {
    Envelope envelope;
    try {
      envelope = CloudEvents.envelope(record);
    } catch (NotACloudEventException e) {
      return new Input.Refused(malformed(e), origin(record, null));
    }
    Origin origin = origin(record, envelope);
    CommandReading reading = commands.read(envelope.type(), record.body());
    if (reading instanceof CommandReading.Refused refused) {
      return new Input.Refused(
          new Violation(refused.code(), refused.place(), refused.message()), origin);
    }
    return new Input.Commanded(envelope, (CommandReading.Accepted) reading, origin);
  }

  private Input outcome(InRecord record) {
    Envelope envelope = null;
    try {
      envelope = CloudEvents.envelope(record);
      if (!envelope.type().equals(MessageType.SLICE_ENDED.typeName())) {
        return unreadable(record, envelope, "a record of type '%s'".formatted(envelope.type()));
      }
      return new Input.Ended(codec.read(SliceEnded.class, body(record)));
    } catch (NotACloudEventException | UnreadableMessageException e) {
      return unreadable(record, envelope, String.valueOf(e.getMessage()));
    }
  }

  private static Input unreadable(InRecord record, @Nullable Envelope envelope, String what) {
    String reason = "%s at %s can't be used".formatted(what, record.place());
    String run = record.key() == null ? "" : record.key();
    return new Input.Unreadable(run, reason, origin(record, envelope));
  }

  private static Violation malformed(NotACloudEventException e) {
    return new Violation(Code.MALFORMED, null, String.valueOf(e.getMessage()));
  }

  private static Origin origin(InRecord record, @Nullable Envelope envelope) {
    byte[] body = body(record);
    int shown = Math.min(body.length, EXCERPT_BYTES);
    return new Origin(
        envelope == null ? null : envelope.id(),
        envelope == null ? null : envelope.type(),
        record.partition().topic(),
        record.partition().number(),
        record.offset(),
        new String(body, 0, shown, StandardCharsets.UTF_8),
        body.length,
        Digests.sha256Hex(body));
  }

  private static byte[] body(InRecord record) {
    byte[] body = record.body();
    return body == null ? new byte[0] : body;
  }
}
