package io.chiral.kafka;

import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.kafka.common.TopicPartition;

/** Says that a group's offsets are gone, and how to go on. */
final class LostOffsets {

  private LostOffsets() {}

  static TopicProblem of(KafkaSettings kafka, String groupId, Collection<TopicPartition> lost) {
    Set<String> topics =
        lost.stream().map(TopicPartition::topic).collect(Collectors.toCollection(TreeSet::new));
    String places =
        topics.stream()
            .map(topic -> topic + ":" + numbers(topic, lost))
            .collect(Collectors.joining(" --topic "));
    return new TopicProblem(
        String.join(", ", topics),
        ("has records, but no offset of group %s for partitions %s: its offsets were deleted or have"
                + " expired (offsets.retention.minutes of the brokers)")
            .formatted(groupId, places.replace(" --topic ", ", ")),
        ("Nothing is done again until you say where to go on. Stop all processes of the group; then"
                + " run \"chiral offsets restore\", which finds the places from the topics, or:"
                + " kafka-consumer-groups.sh --bootstrap-server %s --group %s --topic %s"
                + " --reset-offsets --to-latest --execute (passes over what is there; --to-earliest"
                + " does and tells all of it again)")
            .formatted(kafka.properties().get("bootstrap.servers"), groupId, places));
  }

  private static String numbers(String topic, Collection<TopicPartition> of) {
    return of.stream()
        .filter(partition -> partition.topic().equals(topic))
        .map(TopicPartition::partition)
        .sorted()
        .map(String::valueOf)
        .collect(Collectors.joining(","));
  }
}
