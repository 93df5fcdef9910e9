package io.chiral.service.worker;

import io.chiral.kafka.CloudEvents;
import io.chiral.kafka.InRecord;
import io.chiral.kafka.Job;
import io.chiral.kafka.OutRecord;
import io.chiral.kafka.Worker;
import io.chiral.messages.Codec;
import io.chiral.messages.Envelope;
import io.chiral.messages.MessageType;
import io.chiral.messages.Topics;
import io.chiral.messages.UnreadableMessageException;
import io.chiral.messages.work.Slice;
import io.chiral.messages.work.SliceEnded;
import io.chiral.messages.work.SliceEnded.Reason;
import io.chiral.service.node.Outbox;
import io.chiral.service.node.Tracing;
import io.chiral.training.slice.SliceProgress;
import io.chiral.training.slice.SliceResult;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** A slice in, its results out; the computing happens on the {@link TorchLane}. */
final class WorkerRole implements Worker {
  /** So often a slice may kill its process. */
  private static final int CRASHES = 3;

  private final String id;
  private final Topics topics;
  private final Codec codec;
  private final Outbox outbox;
  private final TorchLane lane;
  private final Computing computing;
  private final StoreGuard store;
  private final Stops stops;
  private final ProgressTeller progress;
  private final Doing doing;
  private final Tracing tracing;

  WorkerRole(
      String id,
      Topics topics,
      Codec codec,
      Outbox outbox,
      TorchLane lane,
      Computing computing,
      StoreGuard store,
      Stops stops,
      ProgressTeller progress,
      Doing doing,
      Tracing tracing) {
    this.id = id;
    this.topics = topics;
    this.codec = codec;
    this.outbox = outbox;
    this.lane = lane;
    this.computing = computing;
    this.store = store;
    this.stops = stops;
    this.progress = progress;
    this.doing = doing;
    this.tracing = tracing;
  }

  @Override
  public Job start(InRecord record, int attempt) {
    Slice slice;
    try {
      slice = codec.read(Slice.class, Objects.requireNonNullElse(record.body(), new byte[0]));
    } catch (UnreadableMessageException e) {
      return SliceJob.done(List.of(returned(record)));
    }
    return attempt > CRASHES
        ? SliceJob.done(crashed(slice, attempt - 1))
        : compute(slice, CloudEvents.trace(record));
  }

  private Job compute(Slice slice, @Nullable String trace) {
    SliceJob job = new SliceJob();
    String key = "%s/%d/%d".formatted(slice.run(), slice.slice(), slice.attempt());
    Span span = tracing.begin("slice", trace, attributes(slice));
    attempt(slice, job, key)
        .map(result -> told(span, result, records(slice, result, Tracing.traceparent(span))))
        .onSuccess(job::complete)
        .onFailure(span::recordException)
        .onFailure(job::fail)
        .onComplete(done -> span.end())
        .onComplete(done -> doing.ended(slice));
    return job;
  }

  /** Again when the store can be used again: that it can't is no fault of the run. */
  private Future<SliceResult> attempt(Slice slice, SliceJob job, String key) {
    doing.begins(slice);
    BooleanSupplier stopped = () -> job.stopping() || stops.contains(key);
    return lane.call(() -> computing.run(slice, stopped, at -> tell(slice, at)))
        .compose(
            result ->
                result.reason() == Reason.FAILED
                    ? store
                        .await(stopped, () -> doing.waitsForStore(slice))
                        .compose(wait -> afterwards(wait, result, slice, job, key))
                    : Future.succeededFuture(result));
  }

  private void tell(Slice slice, SliceProgress at) {
    doing.reached(slice, at.step());
    progress.tell(slice, at);
  }

  private Future<SliceResult> afterwards(
      StoreGuard.Wait wait, SliceResult failed, Slice slice, SliceJob job, String key) {
    return switch (wait) {
      case NONE -> Future.succeededFuture(failed);
      case OVER -> attempt(slice, job, key);
      case STOPPED -> Future.succeededFuture(SliceResult.unmoved(slice, 0, failed.platform()));
    };
  }

  private Attributes attributes(Slice slice) {
    return Attributes.builder()
        .put("chiral.study", slice.study())
        .put("chiral.run", slice.run())
        .put("chiral.slice", slice.slice())
        .put("chiral.attempt", slice.attempt())
        .put("chiral.worker", id)
        .build();
  }

  private List<OutRecord> told(Span span, SliceResult result, List<OutRecord> records) {
    span.setAttribute("chiral.step", result.stepReached());
    return records;
  }

  private List<OutRecord> records(Slice slice, SliceResult result, @Nullable String trace) {
    List<OutRecord> records = new ArrayList<>();
    result.events().forEach(event -> records.add(outbox.event(event)));
    if (result.published() != null) {
      records.add(outbox.checkpoint(result.published()));
    }
    records.add(outbox.ended(result.ended(slice, id)));
    return records.stream()
        .filter(outbox::isTooLarge)
        .findFirst()
        .map(record -> tooLarge(slice, result, record))
        .orElse(records)
        .stream()
        .map(record -> record.traced(trace))
        .toList();
  }

  /** Kafka would refuse it whenever it were tried: the run ends in place of the worker. */
  private List<OutRecord> tooLarge(Slice slice, SliceResult result, OutRecord record) {
    String error =
        "its %s would have %d bytes, a record may have %d"
            .formatted(
                record.envelope().type(),
                Objects.requireNonNull(record.body()).length,
                Topics.MAX_RECORD_BYTES);
    return List.of(ended(slice, Reason.IMPOSSIBLE, error, result.platform()));
  }

  private List<OutRecord> crashed(Slice slice, int times) {
    String error = "crashed %d times: each process that computed it died".formatted(times);
    return List.of(ended(slice, Reason.FAILED, error, "none"));
  }

  private OutRecord ended(Slice slice, Reason reason, String error, String platform) {
    return outbox.ended(
        new SliceEnded(
            slice.study(),
            slice.run(),
            slice.slice(),
            slice.attempt(),
            id,
            reason,
            slice.fromStep(),
            null,
            error,
            0,
            platform));
  }

  /** What can't be read goes back under its run's id: the command role ends that run. */
  private OutRecord returned(InRecord record) {
    Envelope envelope =
        new Envelope(record.place(), "/workers/" + id, MessageType.SLICE.typeName(), null);
    return OutRecord.of(
        topics.outcomes(),
        Objects.requireNonNullElse(record.key(), ""),
        envelope,
        Objects.requireNonNullElse(record.body(), new byte[0]));
  }
}
