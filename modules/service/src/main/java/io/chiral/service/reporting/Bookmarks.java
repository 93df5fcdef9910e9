package io.chiral.service.reporting;

import io.chiral.kafka.InRecord;
import io.chiral.kafka.KafkaSettings;
import io.chiral.kafka.TopicScan;
import io.chiral.messages.Codec;
import io.chiral.messages.Topics;
import io.chiral.messages.UnreadableMessageException;
import io.chiral.messages.state.Snapshot;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads what earlier owners of partitions saved. */
final class Bookmarks {
  private static final Logger LOG = LoggerFactory.getLogger(Bookmarks.class);

  private Bookmarks() {}

  /**
   * The newest of each partition that can be read; an older one is as true, only longer ago.
   * Blocks.
   *
   * @throws org.apache.kafka.common.KafkaException when the broker doesn't answer
   */
  static Map<Integer, Snapshot> read(
      KafkaSettings kafka, String clientId, Topics topics, Codec codec) {
    Map<Integer, Snapshot> newest = new HashMap<>();
    TopicScan.read(
        kafka, clientId, List.of(topics.snapshots()), record -> take(record, codec, newest));
    return newest;
  }

  private static void take(InRecord record, Codec codec, Map<Integer, Snapshot> newest) {
    byte[] body = record.body();
    if (body == null) {
      return;
    }
    try {
      Snapshot snapshot = codec.read(Snapshot.class, body);
      newest.put(snapshot.partition(), snapshot);
    } catch (UnreadableMessageException e) {
      LOG.error("snapshot not readable place={} error={}", record.place(), e.getMessage());
    }
  }
}
