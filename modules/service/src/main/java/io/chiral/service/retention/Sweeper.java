package io.chiral.service.retention;

import io.chiral.kafka.KafkaSettings;
import io.chiral.messages.Codec;
import io.chiral.messages.Topics;
import io.chiral.service.config.RetentionConfig;
import io.chiral.training.checkpoint.CheckpointStore;
import io.chiral.training.checkpoint.Retention;
import io.chiral.training.checkpoint.Retention.Plan;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Removes from the store what is old and nobody needs. Blocks; any process may, at any time. */
public final class Sweeper {
  private static final Logger LOG = LoggerFactory.getLogger(Sweeper.class);

  private final KafkaSettings kafka;
  private final Topics topics;
  private final Codec codec;
  private final CheckpointStore store;
  private final Retention retention;

  public Sweeper(
      KafkaSettings kafka,
      Topics topics,
      Codec codec,
      CheckpointStore store,
      RetentionConfig config) {
    this.kafka = kafka;
    this.topics = topics;
    this.codec = codec;
    this.store = store;
    this.retention = new Retention(config.last(), config.age());
  }

  /** What would go now. A record that can't be read stops it: it may name anything. */
  public Plan plan(Instant now) {
    return retention.plan(store, () -> ReferenceScan.read(kafka, topics, codec), now);
  }

  /** Removes what may go as of now. */
  public Plan sweep(Instant now) {
    Plan gone = retention.carryOut(store, plan(now), now);
    LOG.info(
        "store swept checkpoints={} files={} leftovers={}",
        gone.checkpoints().size(),
        gone.files().size(),
        gone.leftovers().size());
    return gone;
  }
}
