package io.chiral.service.retention;

import io.chiral.kafka.InRecord;
import io.chiral.kafka.KafkaSettings;
import io.chiral.kafka.TopicScan;
import io.chiral.messages.Codec;
import io.chiral.messages.MessageType;
import io.chiral.messages.Topics;
import io.chiral.messages.UnreadableMessageException;
import io.chiral.messages.event.CheckpointPublished;
import io.chiral.messages.event.TilesStored;
import io.chiral.training.checkpoint.References;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads from the topics what is needed of a store: what the newest states of studies and runs and
 * the newest reports mention, what was published of runs that exist, the tiles of evaluations but
 * those of forgotten studies, and the files of the newest snapshots.
 *
 * <p>A record that can't be read may name anything: it keeps every digest that stands in its text,
 * and its key, and the rest is collected all the same.
 */
final class ReferenceScan {

  private static final Logger LOG = LoggerFactory.getLogger(ReferenceScan.class);
  private static final String CLIENT = "retention";

  private final Topics topics;
  private final Codec codec;
  private final Map<String, Mentions> mentions = new HashMap<>();
  private final Set<String> runs = new HashSet<>();
  private final Map<String, References.Published> published = new HashMap<>();
  private final Map<String, Instant> publishedAt = new HashMap<>();
  private final Set<String> files = new HashSet<>();
  private final Map<String, Set<String>> tiles = new HashMap<>();
  private final Set<String> forgotten = new HashSet<>();
  private final Set<String> unreadable = new HashSet<>();

  ReferenceScan(Topics topics, Codec codec) {
    this.topics = topics;
    this.codec = codec;
  }

  /**
   * Reads to the end; blocks.
   *
   * @throws org.apache.kafka.common.KafkaException when the broker doesn't answer
   */
  static ReferenceScan read(KafkaSettings kafka, Topics topics, Codec codec) {
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
    return scan;
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
      if (topic.equals(topics.runs())) {
        runs.remove(key);
      }
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
      publishedAt.remove(key);
      mentions.remove(topics.checkpoints() + "/" + key);
      return;
    }
    try {
      CheckpointPublished event = codec.read(CheckpointPublished.class, record.body());
      String id = event.checkpoint().id();
      published.put(key, new References.Published(id, event.run(), event.checkpoint().step()));
      publishedAt.put(key, record.timestamp());
      mentions.remove(topics.checkpoints() + "/" + key);
    } catch (UnreadableMessageException e) {
      published.remove(key);
      publishedAt.remove(key);
      keepWhatStandsIn(record, topics.checkpoints() + "/" + key, key);
    }
  }

  /**
   * @param place whose newest record it is
   * @param key of the record; it may be what the record is about
   */
  private void keepWhatStandsIn(InRecord record, String place, String key) {
    LOG.warn("a record can't be read, what stands in it is kept place={}", record.place());
    unreadable.add(record.place());
    byte[] body = Objects.requireNonNullElse(record.body(), new byte[0]);
    Mentions found = Mentions.in(body);
    Set<String> ids = new HashSet<>(found.ids());
    ids.add(key);
    mentions.put(place, new Mentions(ids, found.digits()));
    files.addAll(found.ids());
  }

  private void takeTiles(InRecord record) {
    String type = record.headers().get("ce_type");
    String study = Objects.requireNonNullElse(record.key(), "");
    if (MessageType.STUDY_FORGOTTEN.typeName().equals(type)) {
      tiles.remove(study);
      forgotten.add(study);
    } else if (MessageType.TILES_STORED.typeName().equals(type)
        && record.body() != null
        && !forgotten.contains(study)) {
      try {
        TilesStored event = codec.read(TilesStored.class, record.body());
        Set<String> stored = tiles.computeIfAbsent(event.study(), id -> new HashSet<>());
        event.tiles().forEach(tile -> stored.add(tile.digest()));
      } catch (UnreadableMessageException e) {
        keepWhatStandsIn(record, record.place(), "");
      }
    }
  }

  /** Where records lie that could not be read. */
  Set<String> unreadable() {
    return Set.copyOf(unreadable);
  }

  /** When each published checkpoint was, by id; also those of runs that no longer exist. */
  Map<String, Instant> publishedAt() {
    return Map.copyOf(publishedAt);
  }

  References references() {
    Set<String> named =
        mentions.values().stream().flatMap(m -> m.ids().stream()).collect(Collectors.toSet());
    Set<String> needed = new HashSet<>(files);
    tiles.values().forEach(needed::addAll);
    needed.addAll(named);
    return new References(
        published.values().stream().filter(each -> runs.contains(each.run())).toList(),
        named,
        mentions.values().stream().flatMap(m -> m.digits().stream()).collect(Collectors.toSet()),
        needed);
  }
}
