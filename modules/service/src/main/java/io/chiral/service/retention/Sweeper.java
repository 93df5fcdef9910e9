package io.chiral.service.retention;

import io.chiral.kafka.TopicWrite;
import io.chiral.messages.Codec;
import io.chiral.messages.Topics;
import io.chiral.service.config.KafkaSettings;
import io.chiral.service.config.RetentionConfig;
import io.chiral.service.node.Outbox;
import io.chiral.service.node.StoreIdentity;
import io.chiral.training.checkpoint.CheckpointStore;
import io.chiral.training.checkpoint.References;
import io.chiral.training.checkpoint.Retention;
import io.chiral.training.checkpoint.Retention.Plan;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Removes from the store what is old and nobody needs, and then its events. Blocks; any process
 * may, at any time.
 *
 * <p>An event is taken away by whoever finds that its checkpoint has gone, though a worker wrote
 * it. That is no second writer of a state: the state is the store's, and the event only tells of
 * it. Where a worker computes the same checkpoint again in that very moment, its event may be lost;
 * nothing reads events to find what a run goes on from, and whoever has the id finds it in the
 * store.
 */
public final class Sweeper {
  private static final Logger LOG = LoggerFactory.getLogger(Sweeper.class);
  private static final String CLIENT = "retention";

  private final KafkaSettings kafka;
  private final Topics topics;
  private final Codec codec;
  private final CheckpointStore store;
  private final StoreIdentity identity;
  private final Retention retention;
  private final Outbox outbox;
  private @Nullable ReferenceScan scan;
  private int forgotten;

  /**
   * @param identity of the store
   * @param worker who removes
   */
  public Sweeper(
      KafkaSettings kafka,
      Topics topics,
      Codec codec,
      CheckpointStore store,
      StoreIdentity identity,
      RetentionConfig config,
      String worker) {
    this.kafka = kafka;
    this.topics = topics;
    this.codec = codec;
    this.store = store;
    this.identity = identity;
    this.retention = new Retention(config.last(), config.age());
    this.outbox = new Outbox(topics, codec, "/workers/" + worker, Clock.systemUTC());
  }

  /**
   * What would go now.
   *
   * @throws java.io.UncheckedIOException when the store is not the installation's: what refers to
   *     another is not known here
   */
  public Plan plan(Instant now) {
    identity.requireIfNamed();
    return retention.plan(store, this::references, now);
  }

  private References references() {
    ReferenceScan read = ReferenceScan.read(kafka.readers(), topics, codec);
    scan = read;
    return read.references();
  }

  /** Removes what may go as of now. */
  public Plan sweep(Instant now) {
    Plan gone = retention.carryOut(store, plan(now), now);
    forget(now);
    LOG.info(
        "store swept checkpoints={} files={} leftovers={} events={}",
        gone.checkpoints().size(),
        gone.files().size(),
        gone.leftovers().size(),
        forgotten);
    return gone;
  }

  /** Also of what went earlier: a sweep may end between the two. */
  private void forget(Instant now) {
    ReferenceScan read = scan;
    if (read == null) {
      return;
    }
    List<String> gone =
        retention.forgettable(store.list(), read.references(), read.publishedAt(), now);
    if (!gone.isEmpty()) {
      TopicWrite.write(kafka.writers(), CLIENT, gone.stream().map(outbox::collected).toList());
    }
    forgotten = gone.size();
  }

  /** What a sweep did, for people. */
  public String summary(Plan gone) {
    Set<String> unreadable = scan == null ? Set.of() : scan.unreadable();
    String kept =
        unreadable.isEmpty()
            ? ""
            : "; %d records can't be read, what stands in them is kept: %s"
                .formatted(unreadable.size(), unreadable.stream().sorted().limit(5).toList());
    return "the last sweep removed %d checkpoints, %d files, %d unfinished writes%s"
        .formatted(gone.checkpoints().size(), gone.files().size(), gone.leftovers().size(), kept);
  }
}
