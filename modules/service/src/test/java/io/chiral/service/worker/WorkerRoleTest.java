package io.chiral.service.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.chiral.kafka.InRecord;
import io.chiral.kafka.Job;
import io.chiral.kafka.OutRecord;
import io.chiral.kafka.Partition;
import io.chiral.messages.Codec;
import io.chiral.messages.MessageType;
import io.chiral.messages.Topics;
import io.chiral.messages.event.MetricEvent;
import io.chiral.messages.event.RunEnded;
import io.chiral.messages.spec.EvaluateSpec;
import io.chiral.messages.state.RunStatus;
import io.chiral.messages.work.Cell;
import io.chiral.messages.work.Slice;
import io.chiral.messages.work.SliceEnded;
import io.chiral.messages.work.SliceEnded.Reason;
import io.chiral.service.node.Bus;
import io.chiral.service.node.HealthRegistry;
import io.chiral.service.node.Outbox;
import io.chiral.service.node.Tracing;
import io.chiral.training.slice.SliceResult;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WorkerRoleTest {
  private static final Slice SLICE =
      new Slice(
          "s",
          "r",
          2,
          1,
          new Cell(Cell.Role.BASELINE, null, null, null, null, null),
          new EvaluateSpec(
              null, 2, "dead-leaves", 4, null, List.of("gmsd"), "dead-leaves", 0, false),
          0,
          4,
          1000,
          null,
          null);

  private static final String LONG = "x".repeat(Topics.MAX_RECORD_BYTES);

  private final Vertx vertx = Vertx.vertx();
  private final Codec codec = new Codec();
  private final Topics topics = Topics.standard();
  private final Stops stops = new Stops();
  private final HealthRegistry health = new HealthRegistry();
  private volatile Runnable probe = () -> {};
  private StoreGuard guard = new StoreGuard(vertx, () -> probe.run(), health);

  @AfterEach
  void closeVertx() throws Exception {
    vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
  }

  private Job start(Computing computing, byte[] body, int attempt) {
    WorkerRole role =
        new WorkerRole(
            "w",
            topics,
            codec,
            new Outbox(topics, codec, "/workers/w", Clock.systemUTC()),
            new TorchLane(vertx),
            computing,
            guard,
            stops,
            new ProgressTeller(Bus.alone(vertx), codec, "w"),
            new Doing(Clock.systemUTC()),
            Tracing.silent());
    return role.start(
        new InRecord(new Partition(topics.work(), 3), 7, "r", Map.of(), body, Instant.EPOCH),
        attempt);
  }

  private static List<OutRecord> outputs(Job job) throws Exception {
    return job.outputs().toCompletableFuture().get(10, TimeUnit.SECONDS);
  }

  private SliceEnded ended(OutRecord record) {
    return codec.read(SliceEnded.class, Objects.requireNonNull(record.body()));
  }

  @Test
  void publishesWhatASliceCameTo() throws Exception {
    Job job = start(new PretendedComputing(), codec.write(SLICE), 1);

    assertThat(outputs(job))
        .extracting(OutRecord::topic)
        .containsExactly(topics.metrics(), topics.checkpoints(), topics.outcomes());
    assertThat(outputs(job).get(0).key()).isEqualTo("s");
    assertThat(ended(outputs(job).get(2)).reason()).isEqualTo(Reason.MILESTONE);
  }

  @Test
  void givesUpASliceThatKilledThreeProcesses() throws Exception {
    Job job =
        start(
            (slice, stop, progress) -> {
              throw new AssertionError("must not be computed");
            },
            codec.write(SLICE),
            4);

    assertThat(outputs(job)).hasSize(1);
    assertThat(ended(outputs(job).get(0)))
        .matches(ended -> ended.reason() == Reason.FAILED)
        .matches(ended -> Objects.requireNonNull(ended.error()).startsWith("crashed 3 times"));
  }

  @Test
  void sendsBackWhatItCannotRead() throws Exception {
    Job job = start(new PretendedComputing(), "{".getBytes(StandardCharsets.UTF_8), 1);

    assertThat(outputs(job)).singleElement().matches(out -> out.topic().equals(topics.outcomes()));
    assertThat(outputs(job).get(0).key()).isEqualTo("r");
    assertThat(outputs(job).get(0).envelope().type()).isEqualTo(MessageType.SLICE.typeName());
  }

  @Test
  void stopsASliceThatWasCancelledBeforeItCame() throws Exception {
    stops.add("r/2/1");

    assertThat(ended(outputs(start(WorkerRoleTest::untilStopped, codec.write(SLICE), 1)).get(0)))
        .matches(ended -> ended.reason() == Reason.STOPPED);
  }

  @Test
  void stopsASliceWhosePartitionGoesElsewhere() throws Exception {
    CountDownLatch computing = new CountDownLatch(1);
    Job job =
        start(
            (slice, stop, progress) -> {
              computing.countDown();
              return untilStopped(slice, stop, progress);
            },
            codec.write(SLICE),
            1);
    assertThat(computing.await(10, TimeUnit.SECONDS)).isTrue();

    job.finishSoon();

    assertThat(ended(outputs(job).get(0)).reason()).isEqualTo(Reason.STOPPED);
  }

  @Test
  void endsTheRunOfARecordThatWouldBeTooLarge() throws Exception {
    Computing talkative =
        (slice, stop, progress) -> {
          List<MetricEvent> events = List.of(new RunEnded("s", "r", RunStatus.FAILED, LONG));
          return new SliceResult(Reason.MILESTONE, 4, null, null, events, null, 1, "pretended");
        };

    Job job = start(talkative, codec.write(SLICE), 1);

    assertThat(outputs(job)).hasSize(1);
    assertThat(ended(outputs(job).get(0)))
        .matches(ended -> ended.reason() == Reason.IMPOSSIBLE)
        .extracting(SliceEnded::error)
        .asString()
        .contains("run-ended", "may have 524288");
  }

  @Test
  void waitsWhereTheStoreCannotBeUsedAndComputesAgain() throws Exception {
    AtomicInteger times = new AtomicInteger();
    CountDownLatch unusable = new CountDownLatch(2);
    probe =
        () -> {
          unusable.countDown();
          throw new UncheckedIOException("store /s", new IOException("No space left on device"));
        };
    Job job =
        start(
            (slice, stop, progress) ->
                times.incrementAndGet() == 1
                    ? failed(slice)
                    : new PretendedComputing().run(slice, stop, progress),
            codec.write(SLICE),
            1);

    assertThat(unusable.await(10, TimeUnit.SECONDS)).isTrue();
    assertThat(health.check().get("store"))
        .matches(store -> !store.ready() && store.detail().contains("No space left"));
    probe = () -> {};

    assertThat(ended(outputs(job).get(2)).reason()).isEqualTo(Reason.MILESTONE);
    assertThat(times).hasValue(2);
    assertThat(health.ready()).isTrue();
  }

  @Test
  void givesASliceBackWhoseStoreStaysAway() throws Exception {
    CountDownLatch unusable = new CountDownLatch(1);
    probe =
        () -> {
          unusable.countDown();
          throw new UncheckedIOException("store /s", new IOException("gone"));
        };
    Job job = start((slice, stop, progress) -> failed(slice), codec.write(SLICE), 1);
    assertThat(unusable.await(10, TimeUnit.SECONDS)).isTrue();

    job.finishSoon();

    assertThat(ended(outputs(job).get(0)))
        .matches(ended -> ended.reason() == Reason.STOPPED && ended.stepReached() == 0);
  }

  @Test
  void givesASliceBackWhenPatienceEndsAndLeaves() throws Exception {
    probe =
        () -> {
          throw new UncheckedIOException("store /s", new IOException("gone"));
        };
    AtomicInteger left = new AtomicInteger();
    guard = new StoreGuard(vertx, () -> probe.run(), health, Duration.ZERO, left::incrementAndGet);

    Job job = start((slice, stop, progress) -> failed(slice), codec.write(SLICE), 1);

    assertThat(ended(outputs(job).get(0)))
        .matches(ended -> ended.reason() == Reason.STOPPED && ended.stepReached() == 0);
    assertThat(left).hasValue(1);
    assertThat(health.ready()).isFalse();
  }

  @Test
  void computesNothingInAnotherStore() throws Exception {
    AtomicInteger looks = new AtomicInteger();
    AtomicInteger computed = new AtomicInteger();
    Computing guarded =
        new InOwnStore(
            () -> {
              if (looks.incrementAndGet() == 1) {
                throw new UncheckedIOException("another store", new IOException("not used"));
              }
            },
            (slice, stop, progress) -> {
              computed.incrementAndGet();
              return new PretendedComputing().run(slice, stop, progress);
            });

    assertThat(ended(outputs(start(guarded, codec.write(SLICE), 1)).get(0)))
        .matches(ended -> ended.reason() == Reason.FAILED)
        .extracting(SliceEnded::error)
        .isEqualTo("another store");
    assertThat(computed).hasValue(0);
    assertThat(outputs(start(guarded, codec.write(SLICE), 1))).hasSize(3);
  }

  private static SliceResult failed(Slice slice) {
    return new SliceResult(
        Reason.FAILED, slice.fromStep(), null, null, List.of(), "can't write", 1, "pretended");
  }

  private static SliceResult untilStopped(
      Slice slice,
      java.util.function.BooleanSupplier stop,
      java.util.function.Consumer<io.chiral.training.slice.SliceProgress> progress) {
    while (!stop.getAsBoolean()) {
      Thread.onSpinWait();
    }
    return new SliceResult(
        Reason.STOPPED, slice.fromStep(), null, null, List.of(), null, 1, "pretended");
  }
}
