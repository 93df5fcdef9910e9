package io.chiral.service.retention;

import io.chiral.kafka.InRecord;
import io.chiral.kafka.KafkaSettings;
import io.chiral.kafka.TopicScan;
import io.chiral.messages.Codec;
import io.chiral.messages.MessageType;
import io.chiral.messages.Topics;
import io.chiral.messages.event.CheckpointPublished;
import io.chiral.messages.event.TilesStored;
import io.chiral.training.checkpoint.References;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Reads from the topics what is needed of a store: what the newest states of studies and runs and
 * the newest reports mention, what was published of runs that exist, the tiles of evaluations, and
 * the files of the newest snapshots.
 */
final class ReferenceScan {

  private static final String CLIENT = "retention";

  private final Topics topics;
  private final Codec codec;
  private final Map<String, Mentions> mentions = new HashMap<>();
  private final Set<String> runs = new HashSet<>();
  private final Map<String, References.Published> published = new HashMap<>();
  private final Set<String> files = new HashSet<>();

  ReferenceScan(Topics topics, Codec codec) {
    this.topics = topics;
    this.codec = codec;
  }

  /**
   * Reads to the end; blocks.
   *
   * @throws io.chiral.messages.UnreadableMessageException when a record can't be read: what it
   *     would name could not be kept
   * @throws org.apache.kafka.common.KafkaException when the broker doesn't answer
   */
  static References read(KafkaSettings kafka, Topics topics, Codec codec) {
    ReferenceScan scan = new ReferenceScan(topics, codec);
    TopicScan.read(
        kafka,
        CLIENT,
        List.of(
            topics.studies(),
            topics.runs(),
            topics.asymmetry(),
            topics.snapshots(),
            topics.checkpoints(),
            topics.metrics()),
        scan::take);
    return scan.references();
  }

  void take(InRecord record) {
    String topic = record.partition().topic();
    String key = Objects.requireNonNullElse(record.key(), "");
    if (topic.equals(topics.checkpoints())) {
      takeCheckpoint(key, record);
    } else if (topic.equals(topics.metrics())) {
      takeTiles(record);
    } else {
      takeState(topic, key, record);
    }
  }

  private void takeState(String topic, String key, InRecord record) {
    String place = topic + "/" + key;
    if (record.body() == null) {
      mentions.remove(place);
      runs.remove(key);
      return;
    }
    mentions.put(place, Mentions.in(record.body()));
    if (topic.equals(topics.runs())) {
      runs.add(key);
    }
  }

  private void takeCheckpoint(String key, InRecord record) {
    if (record.body() == null) {
      published.remove(key);
      return;
    }
    CheckpointPublished event = codec.read(CheckpointPublished.class, record.body());
    published.put(
        key,
        new References.Published(event.checkpoint().id(), event.run(), event.checkpoint().step()));
  }

  private void takeTiles(InRecord record) {
    boolean tiles = MessageType.TILES_STORED.typeName().equals(record.headers().get("ce_type"));
    if (tiles && record.body() != null) {
      codec.read(TilesStored.class, record.body()).tiles().forEach(t -> files.add(t.digest()));
    }
  }

  References references() {
    Set<String> named =
        mentions.values().stream().flatMap(m -> m.ids().stream()).collect(Collectors.toSet());
    Set<String> needed = new HashSet<>(files);
    needed.addAll(named);
    return new References(
        published.values().stream().filter(each -> runs.contains(each.run())).toList(),
        named,
        mentions.values().stream().flatMap(m -> m.digits().stream()).collect(Collectors.toSet()),
        needed);
  }
}
