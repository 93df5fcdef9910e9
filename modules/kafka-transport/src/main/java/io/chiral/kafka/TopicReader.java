package io.chiral.kafka;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.function.Function;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.WakeupException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows topics without a group: all partitions, committed records only, from given places on, for
 * ever. A batch goes to a handler on a given executor (a Vert.x context, say); the next one is read
 * when the handler's future has completed, so a slow handler is never flooded.
 *
 * <p>It is a plain consumer on a thread of its own. Vert.x' Kafka client tells nobody of a poll
 * that brought nothing, but only such a poll may carry the position over the last transaction's
 * marker, to where the end is known to be reached.
 */
public final class TopicReader implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(TopicReader.class);
  private static final Duration PATIENCE = Duration.ofMillis(250);

  private final KafkaSettings kafka;
  private final String name;
  private final List<String> topics;
  private final Executor executor;
  private final Function<List<InRecord>, CompletionStage<Void>> handler;
  private final CompletableFuture<Void> caughtUp = new CompletableFuture<>();
  private final CompletableFuture<Void> stop = new CompletableFuture<>();
  private final Failures failures;
  private final Backoff backoff = new Backoff();
  private final Map<Partition, Long> next;
  private final Thread thread;
  private final Pulse pulse = new Pulse(Duration.ofMinutes(1));

  /**
   * @param name names its thread and its client
   * @param from the first offset wanted of a partition; the beginning where none is given. A place
   *     that is gone, or not there yet, means the nearest that is there
   * @param handler called on {@code executor} with records in the order of each partition, never
   *     with none; a failure is a defect and ends the reader
   */
  public TopicReader(
      KafkaSettings kafka,
      String name,
      Collection<String> topics,
      Map<Partition, Long> from,
      Executor executor,
      Function<List<InRecord>, CompletionStage<Void>> handler) {
    this.kafka = kafka;
    this.name = name;
    this.topics = List.copyOf(topics);
    this.next = new HashMap<>(from);
    this.executor = executor;
    this.handler = handler;
    this.failures = new Failures(name);
    this.thread = new Thread(this::run, name + "-reader");
    thread.setDaemon(true);
  }

  /** Begins to read; returns at once. Once only. */
  public void start() {
    thread.start();
  }

  /**
   * Completes when everything that was there when it first reached the broker has been handled;
   * exceptionally when the reader ends before. Completes on the reader's thread.
   */
  public CompletableFuture<Void> caughtUp() {
    return caughtUp.copy();
  }

  /** How it fares now. Any thread. */
  public Health check() {
    return pulse.health();
  }

  /** Stops after the batch in hand, if any; waits for at most 10 s. */
  @Override
  public void close() {
    stop.complete(null);
    try {
      thread.join(10_000);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    try {
      while (!stop.isDone()) {
        follow();
      }
      pulse.ended(new Health.Closed());
    } catch (ExecutionException e) {
      fail(e.getCause() == null ? e : e.getCause());
    } catch (RuntimeException | InterruptedException e) {
      fail(e);
    }
    caughtUp.completeExceptionally(new IllegalStateException("reader " + name + " has ended"));
  }

  /**
   * Reads until it shall stop, the clock was set back, or trouble; it goes on from where it was.
   */
  private void follow() throws ExecutionException, InterruptedException {
    try (Reading reading = new Reading(kafka, name, topics, next);
        ClockWatch clock = ClockWatch.start(reading::wakeup)) {
      while (!stop.isDone() && !clock.wasSetBack()) {
        pulse.at("polls");
        List<InRecord> records = reading.poll(PATIENCE);
        if (!records.isEmpty()) {
          handle(records);
        }
        next.putAll(reading.positions());
        if (!caughtUp.isDone() && reading.isAtTheFirstEnd()) {
          caughtUp.complete(null);
        }
        pulse.fine();
        backoff.reset();
      }
    } catch (WakeupException setBack) {
      LOG.warn("the wall clock was set back; connecting anew reader={}", name);
    } catch (KafkaException e) {
      trouble(e);
    }
  }

  private void handle(List<InRecord> records) throws ExecutionException, InterruptedException {
    pulse.at("hands on " + records.get(records.size() - 1).place());
    CompletableFuture<Void> handled =
        CompletableFuture.supplyAsync(() -> handler.apply(records), executor)
            .thenCompose(Function.identity());
    CompletableFuture.anyOf(handled, stop).get();
  }

  private void trouble(KafkaException failure) throws InterruptedException {
    failures.judge(failure);
    LOG.warn("reader in trouble reader={} error={}", name, failure.toString());
    pulse.failed(failure);
    Duration pause = backoff.begin();
    try {
      stop.get(pause.toNanos(), java.util.concurrent.TimeUnit.NANOSECONDS);
    } catch (java.util.concurrent.TimeoutException over) {
      // The next try.
    } catch (ExecutionException e) {
      throw new IllegalStateException("stop never fails", e);
    }
  }

  private void fail(Throwable cause) {
    LOG.error("reader ended reader={}", name, cause);
    pulse.ended(new Health.Failed(cause));
  }
}
