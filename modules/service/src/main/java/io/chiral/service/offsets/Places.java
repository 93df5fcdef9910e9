package io.chiral.service.offsets;

import io.chiral.kafka.Group;
import io.chiral.kafka.GroupAdmin;
import io.chiral.kafka.InRecord;
import io.chiral.kafka.KafkaSettings;
import io.chiral.kafka.Partition;
import io.chiral.kafka.PartitionScan;
import io.chiral.kafka.TopicScan;
import io.chiral.messages.Codec;
import io.chiral.messages.Topics;
import io.chiral.messages.UnreadableMessageException;
import io.chiral.messages.report.AsOf;
import io.chiral.messages.report.AsymmetryReport;
import io.chiral.messages.state.RunState;
import io.chiral.messages.work.Slice;
import io.chiral.messages.work.SliceEnded;
import io.chiral.service.node.Groups;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds from the topics where each group stood. Of slices exactly: those that runs await and of
 * which no outcome is there have not ended, all others have. Of reports as told: each says how far
 * it was folded. Of outcomes by their nature: one that nobody awaits changes nothing. Of commands
 * nothing can be known: those that came after the role stopped are passed over, and their senders
 * send them again. Blocks.
 */
final class Places {
  private static final Logger LOG = LoggerFactory.getLogger(Places.class);
  private static final String CLIENT = "offsets";

  private final KafkaSettings kafka;
  private final Topics topics;
  private final Codec codec;
  private final GroupAdmin groups;

  Places(KafkaSettings kafka, Topics topics, Codec codec, GroupAdmin groups) {
    this.kafka = kafka;
    this.topics = topics;
    this.codec = codec;
    this.groups = groups;
  }

  /** One for each partition without an offset. */
  List<Place> all() {
    List<Place> places = new ArrayList<>();
    places.addAll(command());
    places.addAll(workers());
    places.addAll(reporting());
    return places;
  }

  private List<Place> command() {
    Group group = Groups.command(topics);
    Set<Partition> missing = groups.withoutOffset(group);
    Map<Partition, Long> beginnings = groups.beginnings(missing);
    Map<Partition, Long> ends = groups.ends(missing);
    return missing.stream()
        .map(
            at ->
                at.topic().equals(topics.outcomes())
                    ? place(group, at, beginnings, "outcomes that nobody awaits change nothing")
                    : place(group, at, ends, "send again what was commanded since"))
        .toList();
  }

  private List<Place> workers() {
    Group group = Groups.workers(topics);
    Set<Partition> missing = groups.withoutOffset(group);
    Map<Partition, Long> ends = groups.ends(missing);
    Map<Integer, Set<String>> awaited = missing.isEmpty() ? Map.of() : awaited();
    List<Place> places = new ArrayList<>();
    for (Partition at : missing) {
      Set<String> slices = awaited.getOrDefault(at.number(), Set.of());
      Long first = slices.isEmpty() ? null : first(at, ends.getOrDefault(at, 0L), slices);
      places.add(
          first == null
              ? place(group, at, ends, "all its slices have ended")
              : new Place(group, at, first, "the first slice that has not ended"));
    }
    return places;
  }

  /** {@code run/slice/attempt} of what runs await, by partition of the work topic. */
  private Map<Integer, Set<String>> awaited() {
    Map<String, RunState> runs = new HashMap<>();
    TopicScan.read(
        kafka,
        CLIENT,
        List.of(topics.runs()),
        record -> {
          RunState run = read(RunState.class, record);
          if (run != null) {
            runs.put(run.run(), run);
          } else if (record.body() == null && record.key() != null) {
            runs.remove(record.key());
          }
        });
    Map<Integer, Set<String>> awaited = new HashMap<>();
    for (RunState run : runs.values()) {
      if (run.outstanding() != null) {
        awaited
            .computeIfAbsent(run.outstanding().partition(), number -> new HashSet<>())
            .add(key(run.run(), run.outstanding().slice(), run.outstanding().attempt()));
      }
    }
    Set<String> ended = ended();
    awaited.values().forEach(slices -> slices.removeAll(ended));
    return awaited;
  }

  /** The command role may not have taken in yet that a slice has ended. */
  private Set<String> ended() {
    Set<String> ended = new HashSet<>();
    TopicScan.read(
        kafka,
        CLIENT,
        List.of(topics.outcomes()),
        record -> {
          SliceEnded outcome = read(SliceEnded.class, record);
          if (outcome != null) {
            ended.add(key(outcome.run(), outcome.slice(), outcome.attempt()));
          }
        });
    return ended;
  }

  private @Nullable Long first(Partition at, long end, Set<String> slices) {
    try (PartitionScan scan = new PartitionScan(kafka, CLIENT, at, end)) {
      for (List<InRecord> page = scan.next(); !page.isEmpty(); page = scan.next()) {
        for (InRecord record : page) {
          Slice slice = read(Slice.class, record);
          if (slice != null && slices.contains(key(slice.run(), slice.slice(), slice.attempt()))) {
            return record.offset();
          }
        }
      }
    }
    return null;
  }

  private List<Place> reporting() {
    Group group = Groups.reporting(topics);
    Set<Partition> missing = groups.withoutOffset(group);
    if (missing.isEmpty()) {
      return List.of();
    }
    Map<Partition, Long> told = groups.beginnings(missing);
    TopicScan.read(
        kafka,
        CLIENT,
        List.of(topics.asymmetry()),
        record -> {
          AsymmetryReport report = read(AsymmetryReport.class, record);
          if (report != null) {
            AsOf asOf = report.asOf();
            told.computeIfPresent(
                new Partition(topics.metrics(), asOf.partition()),
                (at, before) -> Math.max(before, asOf.offset()));
          }
        });
    return missing.stream().map(at -> place(group, at, told, "told so far")).toList();
  }

  private static Place place(Group group, Partition at, Map<Partition, Long> offsets, String why) {
    return new Place(group, at, offsets.getOrDefault(at, 0L), why);
  }

  private static String key(String run, int slice, int attempt) {
    return "%s/%d/%d".formatted(run, slice, attempt);
  }

  private <T extends Record> @Nullable T read(Class<T> type, InRecord record) {
    byte[] body = record.body();
    try {
      return body == null ? null : codec.read(type, body);
    } catch (UnreadableMessageException e) {
      LOG.warn("passed over place={} error={}", record.place(), e.getMessage());
      return null;
    }
  }
}
