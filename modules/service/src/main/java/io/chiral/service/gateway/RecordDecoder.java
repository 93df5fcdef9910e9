package io.chiral.service.gateway;

import io.chiral.kafka.CloudEvents;
import io.chiral.kafka.InRecord;
import io.chiral.kafka.NotACloudEventException;
import io.chiral.messages.Codec;
import io.chiral.messages.MessageType;
import io.chiral.messages.UnreadableMessageException;
import io.chiral.service.gateway.view.StudyView.Collected;
import io.chiral.service.gateway.view.StudyView.ReportText;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes messages of records, as far as a view needs them. Any thread. */
final class RecordDecoder {

  private static final Logger log = LoggerFactory.getLogger(RecordDecoder.class);
  private static final Set<MessageType> SHOWN =
      Set.of(
          MessageType.STUDY_STATE,
          MessageType.RUN_STATE,
          MessageType.INSTALLATION_STATE,
          MessageType.TRAINING_SCALARS,
          MessageType.IMAGES_SCORED,
          MessageType.TILES_STORED,
          MessageType.OPINION_RECORDED,
          MessageType.CHECKPOINT_PUBLISHED,
          MessageType.REJECTION);

  private final Codec codec;
  private final AtomicLong unreadable = new AtomicLong();

  RecordDecoder(Codec codec) {
    this.codec = codec;
  }

  /** How many records of our own topics could not be read. */
  long unreadable() {
    return unreadable.get();
  }

  /** The message; null where the view shows nothing of it. An unreadable one is counted. */
  @Nullable Object decode(InRecord in) {
    byte[] body = in.body();
    try {
      MessageType type = MessageType.named(CloudEvents.envelope(in).type());
      if (body == null) {
        return type == MessageType.CHECKPOINT_PUBLISHED && in.key() != null
            ? new Collected(in.key())
            : null;
      }
      if (type == MessageType.ASYMMETRY_REPORT && in.key() != null) {
        return new ReportText(in.key(), new String(body, StandardCharsets.UTF_8));
      }
      return type != null && SHOWN.contains(type) ? codec.read(type, body) : null;
    } catch (NotACloudEventException | UnreadableMessageException broken) {
      unreadable.incrementAndGet();
      log.warn("a record can't be shown place={} error={}", in.place(), broken.getMessage());
      return null;
    }
  }
}
