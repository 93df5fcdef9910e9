package io.chiral.service.node;

import io.chiral.kafka.OutRecord;
import io.chiral.messages.Codec;
import io.chiral.messages.Envelope;
import io.chiral.messages.MessageType;
import io.chiral.messages.Topics;
import io.chiral.messages.command.Command;
import io.chiral.messages.event.CheckpointPublished;
import io.chiral.messages.event.MetricEvent;
import io.chiral.messages.event.StoreNamed;
import io.chiral.messages.report.AsymmetryReport;
import io.chiral.messages.state.InstallationState;
import io.chiral.messages.state.Rejection;
import io.chiral.messages.state.RunState;
import io.chiral.messages.state.Snapshot;
import io.chiral.messages.state.StudyState;
import io.chiral.messages.work.Slice;
import io.chiral.messages.work.SliceEnded;
import java.time.Clock;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Messages of ours as records: topic and key follow from what they are. Thread-safe. */
public final class Outbox {
  private final Topics topics;
  private final Codec codec;
  private final String source;
  private final Clock clock;

  /**
   * @param source of all its messages, such as {@code /workers/w1}
   */
  public Outbox(Topics topics, Codec codec, String source, Clock clock) {
    this.topics = topics;
    this.codec = codec;
    this.source = source;
    this.clock = clock;
  }

  /** Part of what the report needs; all of a study lies in one partition. */
  public OutRecord event(MetricEvent event) {
    return message((Record) event, event.study(), null);
  }

  public OutRecord state(InstallationState installation) {
    return message(installation, InstallationState.KEY, null);
  }

  public OutRecord state(StudyState study) {
    return message(study, study.study(), null);
  }

  public OutRecord state(RunState run) {
    return message(run, run.run(), null);
  }

  /** Takes a run's state away: its study is forgotten. */
  public OutRecord dropped(RunState run) {
    return tombstone(MessageType.RUN_STATE, run.run());
  }

  /** A slice, on the partition that was chosen for it. */
  public OutRecord slice(Slice slice, int partition) {
    return message(slice, slice.run(), partition);
  }

  public OutRecord ended(SliceEnded outcome) {
    return message(outcome, outcome.run(), null);
  }

  public OutRecord checkpoint(CheckpointPublished checkpoint) {
    return message(checkpoint, checkpoint.checkpoint().id(), null);
  }

  /** Takes a checkpoint's event away: it is gone from the store. */
  public OutRecord collected(String checkpoint) {
    return tombstone(MessageType.CHECKPOINT_PUBLISHED, checkpoint);
  }

  public OutRecord store(StoreNamed store) {
    return message(store, StoreNamed.KEY, null);
  }

  public OutRecord report(AsymmetryReport report) {
    return message(report, report.study(), null);
  }

  /** Takes a study's report away: it is forgotten. */
  public OutRecord unreported(String study) {
    return tombstone(MessageType.ASYMMETRY_REPORT, study);
  }

  /** Keyed by the partition whose reports it is about. */
  public OutRecord snapshot(Snapshot snapshot) {
    return message(snapshot, String.valueOf(snapshot.partition()), null);
  }

  /** A command on its way to the public topic. */
  public OutRecord command(Envelope envelope, Command command) {
    return OutRecord.of(topics.commands(), envelope.id(), envelope, codec.write(command));
  }

  /** Keyed by the command's id, else by where it was read. */
  public OutRecord rejection(Rejection rejection) {
    String key =
        rejection.commandId() != null
            ? rejection.commandId()
            : "%s/%d/%d".formatted(rejection.topic(), rejection.partition(), rejection.offset());
    return message(rejection, key, null);
  }

  /** Whether a record is larger than any may be. */
  public boolean isTooLarge(OutRecord record) {
    return record.body() != null && record.body().length > Topics.MAX_RECORD_BYTES;
  }

  private OutRecord tombstone(MessageType type, String key) {
    return new OutRecord(type.topic(topics), null, key, envelope(type.typeName()), null);
  }

  private OutRecord message(Record message, String key, @Nullable Integer partition) {
    MessageType type = MessageType.of(message);
    return new OutRecord(
        type.topic(topics), partition, key, envelope(type.typeName()), codec.write(message));
  }

  private Envelope envelope(String type) {
    return new Envelope(UUID.randomUUID().toString(), source, type, clock.instant());
  }
}
