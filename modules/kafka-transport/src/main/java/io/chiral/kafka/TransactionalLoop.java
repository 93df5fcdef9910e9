package io.chiral.kafka;

import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Consumes, works and publishes so that a record's consequences appear exactly once to readers of
 * committed records. It owns a consumer, a transactional producer and the one thread that uses
 * them; roles plug in as a {@link Fold}, a {@link Worker} or a {@link Reporter}.
 *
 * <pre>
 *   poll ──► (partitions that came: decide what is open, seek) ──► stage ──► transaction ──► poll
 *    │                                                                          │
 *    └─ partitions are taken away: last words, inside the callback              └─ trouble: again
 * </pre>
 *
 * <ul>
 *   <li>Nothing but this thread commits, only for partitions held at that moment, with the group
 *       metadata of that moment. (The broker checks the member's epoch, not who owns a partition.)
 *   <li>While a job runs or a transaction is outstanding, partitions are paused and polling goes
 *       on, so the member stays in its group however long a job takes.
 *   <li>A transaction whose outcome is unknown is settled first: a new producer decides it, and the
 *       group's committed offsets say which way. It is repeated only if it was aborted.
 *   <li>When the wall clock was set back it hands over and joins anew; see {@link ClockWatch}.
 *   <li>An unreachable broker is {@link Health.Trouble} and is waited for; a defect, a refused
 *       permission or lost records are {@link Health.Failed} and end the loop.
 * </ul>
 */
public final class TransactionalLoop implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(TransactionalLoop.class);

  /** So often the loop looks after its membership at least. */
  private static final Duration PATIENCE = Duration.ofMillis(250);

  private static final int MOST_NAMED = 8;
  private static final LongSupplier WALL = System::currentTimeMillis;

  private final KafkaSettings kafka;
  private final LoopOptions options;
  private final LongSupplier wallMillis;
  private final Stage stage;
  private final Publisher publisher;
  private final Failures failures;
  private final Backoff backoff = new Backoff();
  private final Pulse pulse;
  private final Semaphore bell = new Semaphore(0);
  private final Thread thread;
  private final CompletableFuture<Health> ended = new CompletableFuture<>();

  private volatile KafkaConsumer<String, byte[]> consumer;
  private Offsets offsets;
  private Ownership ownership;
  private @Nullable Transaction pending;
  private boolean pendingInDoubt;
  private boolean active;
  private boolean reading = true;
  private String deciding = "";
  private volatile boolean closing;

  private TransactionalLoop(
      KafkaSettings kafka,
      LoopOptions options,
      LongSupplier wallMillis,
      Function<Runnable, Stage> newStage) {
    this.kafka = kafka;
    this.options = options;
    this.wallMillis = wallMillis;
    this.stage = newStage.apply(this::wakeup);
    this.publisher = new Publisher(kafka, options);
    this.failures = new Failures(options.transactionalId());
    // Nothing may take as long as a hand-over, which waits for a job.
    this.pulse = new Pulse(options.handOver().multipliedBy(3));
    this.consumer = newConsumer(kafka, options, stage);
    this.offsets = new Offsets(consumer, kafka, options.groupId());
    this.ownership = new Ownership(consumer, this::handOver, this::forget);
    this.thread = new Thread(this::run, options.name() + "-loop");
    thread.setDaemon(true);
  }

  private static KafkaConsumer<String, byte[]> newConsumer(
      KafkaSettings kafka, LoopOptions options, Stage stage) {
    return new KafkaConsumer<>(
        LoopConsumer.settings(kafka, options, stage.consumerSettings()),
        new StringDeserializer(),
        new ByteArrayDeserializer());
  }

  /** A loop for a fold; does nothing before {@link #start}. */
  public static TransactionalLoop folding(KafkaSettings kafka, LoopOptions options, Fold fold) {
    return new TransactionalLoop(
        kafka, options, WALL, wakeup -> new FoldStage(fold, options.interval()));
  }

  /** A loop for a worker; does nothing before {@link #start}. */
  public static TransactionalLoop working(KafkaSettings kafka, LoopOptions options, Worker worker) {
    return working(kafka, options, worker, WALL);
  }

  /** With a clock that a test sets back. */
  static TransactionalLoop working(
      KafkaSettings kafka, LoopOptions options, Worker worker, LongSupplier wallMillis) {
    return new TransactionalLoop(
        kafka, options, wallMillis, wakeup -> new WorkStage(worker, options.handOver(), wakeup));
  }

  /** A loop for a reporter; does nothing before {@link #start}. */
  public static TransactionalLoop reporting(
      KafkaSettings kafka, LoopOptions options, Reporter reporter) {
    return new TransactionalLoop(
        kafka, options, WALL, wakeup -> new ReportStage(reporter, options.interval()));
  }

  /** Joins the group and begins; returns at once. Once only. */
  public void start() {
    thread.start();
  }

  /** How it fares now. Any thread. */
  public Health check() {
    return pulse.health();
  }

  /** Completes, never exceptionally, when the loop has ended, with how. */
  public CompletableFuture<Health> ended() {
    return ended.copy();
  }

  /** {@link #close(Duration)} with the time for a hand-over and 10 s more. */
  @Override
  public void close() {
    close(options.handOver().plus(Duration.ofSeconds(10)));
  }

  /**
   * Hands over: a running job is asked to end, what it has done is published, the partitions go to
   * other members at once. Blocks; must not be called from the loop's own callbacks.
   *
   * @return whether it has ended within {@code patience}
   */
  public boolean close(Duration patience) {
    closing = true;
    wakeup();
    if (thread.getState() == Thread.State.NEW) {
      thread.start();
    }
    try {
      thread.join(Math.max(1, patience.toMillis()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return !thread.isAlive();
  }

  private void wakeup() {
    bell.release();
    consumer.wakeup();
  }

  private void run() {
    Health last = new Health.Closed();
    try (ClockWatch clock = ClockWatch.start(wallMillis, System::nanoTime, this::wakeup)) {
      if (!closing) {
        consumer.subscribe(options.topics(), ownership);
      }
      while (!closing) {
        if (clock.wasSetBack()) {
          joinAnew();
        }
        turn();
      }
      handOver(Set.copyOf(ownership.held()));
    } catch (RuntimeException | Error e) {
      LOG.error("loop ended loop={}", options.name(), e);
      last = new Health.Failed(e);
      forget(Set.copyOf(ownership.held()));
    } finally {
      publisher.discard();
      closeConsumer();
      pulse.ended(last);
      ended.complete(last);
    }
  }

  private void joinAnew() {
    LOG.warn("the wall clock was set back; joining anew loop={}", options.name());
    handOver(Set.copyOf(ownership.held()));
    publisher.discard();
    closeConsumer();
    consumer = newConsumer(kafka, options, stage);
    offsets = new Offsets(consumer, kafka, options.groupId());
    ownership = new Ownership(consumer, this::handOver, this::forget);
    consumer.subscribe(options.topics(), ownership);
  }

  private void turn() {
    try {
      pulse.at("polls");
      ConsumerRecords<String, byte[]> records = consumer.poll(reading ? patience() : rest());
      if (!records.isEmpty()) {
        stage.received(records);
      }
      if (backoff.isOver()) {
        admit();
        settle();
        advance();
        backoff.reset();
        pulse.fine();
      }
    } catch (WakeupException e) {
      // A job has ended, or the loop shall close: the next turn sees it. Each step can be repeated.
    } catch (StateLostException e) {
      LOG.warn("partition starts over loop={} error={}", options.name(), e.toString());
      stage.released(Set.of(e.partition().toKafka()));
      ownership.takeInAnew(Set.of(e.partition().toKafka()));
    } catch (KafkaException e) {
      trouble(e);
    }
    if (ownership.isNone()) {
      publisher.discard();
    }
    reading = pending == null && backoff.isOver() && stage.reads();
    ownership.read(reading);
  }

  /**
   * Waits outside of the poll while nothing is to be read. Kafka's consumer spins where a paused
   * partition holds something fetched already, if only a transaction's marker (seen with 4.3.1:
   * three quarters of a core beside a training step).
   *
   * @return how long the poll may wait: it only looks after the membership
   */
  private Duration rest() {
    try {
      // The permits of wake-ups that were missed are all the same wake-up.
      if (bell.tryAcquire(patience().toNanos(), TimeUnit.NANOSECONDS)) {
        bell.drainPermits();
      }
    } catch (InterruptedException e) {
      throw new InterruptException(e);
    }
    return Duration.ZERO;
  }

  private Duration patience() {
    Duration wish = backoff.isOver() ? stage.patience() : backoff.remaining();
    return wish.compareTo(PATIENCE) < 0 ? wish : PATIENCE;
  }

  /** Takes the partitions in that have come: decides what is open, then asks where they stand. */
  private void admit() {
    Set<TopicPartition> arriving = Set.copyOf(ownership.arriving());
    if (arriving.isEmpty()) {
      return;
    }
    pulse.at("takes in " + some(arriving));
    publisher.open();
    Map<TopicPartition, OffsetAndMetadata> committed = offsets.of(arriving);
    if (!active) {
      stage.activated();
      active = true;
    }
    stage.assigned(committed).forEach(ownership::admit);
    decidesFrom(ownership.held());
    LOG.info("partitions assigned loop={} count={}", options.name(), arriving.size());
  }

  private void advance() {
    if (pending == null && !ownership.held().isEmpty()) {
      pulse.at(deciding);
      pending = stage.advance(this::mark);
      settle();
    }
  }

  /**
   * By the producer, as the slice's own transaction: a commit of the consumer's that the broker
   * takes late would overwrite it, since nothing fences that one.
   */
  private void mark(Map<TopicPartition, OffsetAndMetadata> offsets) {
    publisher.open();
    publisher.publish(new Transaction(List.of(), offsets), consumer.groupMetadata());
  }

  /** Publishes what is pending, unless it turns out to have been published. */
  private void settle() {
    Transaction transaction = pending;
    if (transaction == null) {
      return;
    }
    pulse.at("publishes " + places(transaction));
    publisher.open();
    if (!pendingInDoubt || !isCommitted(transaction)) {
      pendingInDoubt = true;
      publisher.publish(transaction, consumer.groupMetadata());
    }
    pending = null;
    pendingInDoubt = false;
    stage.settled(transaction);
  }

  private boolean isCommitted(Transaction transaction) {
    Map<TopicPartition, OffsetAndMetadata> known =
        offsets.committed(transaction.offsets().keySet());
    return transaction.offsets().entrySet().stream()
        .allMatch(
            entry -> {
              OffsetAndMetadata there = known.get(entry.getKey());
              return there != null
                  && there.offset() == entry.getValue().offset()
                  && there.metadata().equals(entry.getValue().metadata());
            });
  }

  private void trouble(KafkaException failure) {
    failures.judge(failure);
    Duration pause = backoff.begin();
    LOG.warn(
        "loop in trouble loop={} nextTryMillis={} error={}",
        options.name(),
        pause.toMillis(),
        failure.toString());
    publisher.discard();
    pulse.failed(failure);
  }

  private void decidesFrom(Set<TopicPartition> held) {
    deciding = "decides what follows from " + some(held);
  }

  /** Such as {@code commands/0 outcomes/0}; a worker may have many. */
  private static String some(Set<TopicPartition> partitions) {
    String first =
        partitions.stream()
            .limit(MOST_NAMED)
            .map(partition -> Partition.of(partition).toString())
            .sorted()
            .collect(Collectors.joining(" "));
    int more = partitions.size() - MOST_NAMED;
    return more > 0 ? first + " and " + more + " more" : first;
  }

  /** Such as {@code outcomes/0@17}; the offset is the one that will be committed. */
  private static String places(Transaction transaction) {
    return transaction.offsets().entrySet().stream()
        .map(entry -> Partition.of(entry.getKey()) + "@" + entry.getValue().offset())
        .sorted()
        .collect(Collectors.joining(" "));
  }

  /** These go to another member when this returns; until then a commit for them counts. */
  private void handOver(Set<TopicPartition> leaving) {
    if (leaving.isEmpty()) {
      return;
    }
    LOG.info("partitions revoked loop={} count={}", options.name(), leaving.size());
    pulse.at("hands over " + some(leaving));
    try {
      if (pending == null) {
        pending = stage.lastWords(leaving);
      }
      settle();
    } catch (KafkaException e) {
      LOG.warn("last words lost loop={} error={}", options.name(), e.toString());
      publisher.discard();
    }
    forget(leaving);
  }

  /** These belong to another member: nothing of them may be published any more. */
  private void forget(Set<TopicPartition> gone) {
    if (gone.isEmpty()) {
      return;
    }
    Set<TopicPartition> void_ = new LinkedHashSet<>(gone);
    if (pending != null && pending.offsets().keySet().stream().anyMatch(gone::contains)) {
      pending = null;
      pendingInDoubt = false;
      if (stage.indivisible()) {
        // What was not published is in the fold's state: the rest has to be taken in anew.
        Set<TopicPartition> rest = new HashSet<>(ownership.held());
        rest.removeAll(gone);
        void_.addAll(rest);
        ownership.takeInAnew(rest);
      }
    }
    ownership.remove(gone);
    decidesFrom(ownership.held());
    stage.released(void_);
    if (ownership.held().isEmpty() && active) {
      active = false;
      stage.deactivated();
      publisher.discard();
    }
  }

  private void closeConsumer() {
    try {
      consumer.close(CloseOptions.timeout(Duration.ofSeconds(5)));
    } catch (KafkaException e) {
      LOG.warn("consumer closed badly loop={} error={}", options.name(), e.toString());
    }
  }
}
