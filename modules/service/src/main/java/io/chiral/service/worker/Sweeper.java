package io.chiral.service.worker;

import io.chiral.kafka.InRecord;
import io.chiral.kafka.KafkaSettings;
import io.chiral.kafka.TopicScan;
import io.chiral.messages.Codec;
import io.chiral.messages.Topics;
import io.chiral.messages.state.RunState;
import io.chiral.messages.work.CheckpointRef;
import io.chiral.training.checkpoint.CheckpointStore;
import io.chiral.training.checkpoint.Retention;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Removes checkpoints that no run goes on from, once they are a day old. Blocks. */
final class Sweeper {
  private static final Logger LOG = LoggerFactory.getLogger(Sweeper.class);
  private static final Duration AGE = Duration.ofDays(1);

  private final KafkaSettings kafka;
  private final Topics topics;
  private final Codec codec;
  private final CheckpointStore store;

  Sweeper(KafkaSettings kafka, Topics topics, Codec codec, CheckpointStore store) {
    this.kafka = kafka;
    this.topics = topics;
    this.codec = codec;
    this.store = store;
  }

  /** One sweep, as of now. */
  List<String> sweep(Instant now) {
    List<String> deleted = Retention.sweep(store, named(), now.minus(AGE));
    LOG.info("old checkpoints removed number={}", deleted.size());
    return deleted;
  }

  /** What the states of runs name; a state that can't be read stops the sweep. */
  private Set<String> named() {
    Map<String, RunState> runs = new HashMap<>();
    TopicScan.read(kafka, "sweeper", List.of(topics.runs()), record -> take(runs, record));
    return runs.values().stream()
        .flatMap(run -> Stream.concat(Stream.ofNullable(run.last()), run.milestones().stream()))
        .map(CheckpointRef::id)
        .collect(Collectors.toSet());
  }

  private void take(Map<String, RunState> runs, InRecord record) {
    if (record.key() != null && record.body() != null) {
      runs.put(record.key(), codec.read(RunState.class, record.body()));
    }
  }
}
