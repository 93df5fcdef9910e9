package io.chiral.kafka;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsOptions;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsSpec;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.GroupNotEmptyException;
import org.apache.kafka.common.errors.UnknownMemberIdException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives consumer groups their first offsets, so that one which is not there later is known to be
 * lost: {@link TransactionalLoop} takes no partition with records from its beginning. All methods
 * block and throw {@link org.apache.kafka.common.KafkaException} where the broker does not answer.
 */
public final class GroupAdmin implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(GroupAdmin.class);
  private static final String RETENTION = "offsets.retention.minutes";

  private final KafkaSettings kafka;
  private final Admin admin;

  /** Connects lazily. */
  public GroupAdmin(KafkaSettings kafka) {
    this.kafka = kafka;
    this.admin =
        Admin.create(
            kafka.with(Map.of("default.api.timeout.ms", "15000", "request.timeout.ms", "10000")));
  }

  /**
   * Commits the beginning of every partition without an offset in which nothing can be read yet; of
   * the others, too, while the group has never published anything. To be called before a loop of
   * the group is started in this process. A process that is late changes nothing: the broker
   * refuses offsets from outside as long as a group has members, and theirs are there then.
   *
   * @return what is lost; empty where all is well, or where this process may not look at the group
   */
  public List<TopicProblem> ensure(Group group) {
    try {
      Set<TopicPartition> missing = missing(group);
      if (missing.isEmpty()) {
        return List.of();
      }
      Map<TopicPartition, Long> beginnings = places(missing, OffsetSpec.earliest());
      Set<TopicPartition> lost = new HashSet<>(missing);
      if (isNew(group)) {
        lost.clear();
      } else {
        Map<TopicPartition, Long> ends = places(missing, OffsetSpec.latest());
        lost.removeIf(each -> Objects.equals(ends.get(each), beginnings.get(each)));
      }
      beginnings.keySet().removeAll(lost);
      begin(group, beginnings);
      return lost.isEmpty() ? List.of() : List.of(LostOffsets.of(kafka, group.id(), lost));
    } catch (AuthorizationException e) {
      LOG.info("offsets not looked at group={} error={}", group.id(), e.toString());
      return List.of();
    }
  }

  /** Partitions of which the group has committed nothing; where it stands is decided. */
  public Set<Partition> withoutOffset(Group group) {
    return missing(group).stream().map(Partition::of).collect(Collectors.toUnmodifiableSet());
  }

  /** The first offset of each. */
  public Map<Partition, Long> beginnings(Collection<Partition> of) {
    return places(of, OffsetSpec.earliest());
  }

  /** The next offset of each; records of open transactions do not count. */
  public Map<Partition, Long> ends(Collection<Partition> of) {
    return places(of, OffsetSpec.latest());
  }

  /**
   * Commits offsets for a group without live members.
   *
   * @return false, and nothing is changed, if it has some
   */
  public boolean commit(Group group, Map<Partition, Long> offsets) {
    return alter(
        group,
        offsets.entrySet().stream()
            .collect(Collectors.toMap(at -> at.getKey().toKafka(), Map.Entry::getValue)));
  }

  /**
   * How long the cluster keeps the offsets of a group without members.
   *
   * @return null where this process may not know
   */
  public @Nullable Duration retention() {
    try {
      Node broker = Answers.get(admin.describeCluster().nodes()).iterator().next();
      ConfigResource asked =
          new ConfigResource(ConfigResource.Type.BROKER, String.valueOf(broker.id()));
      Config there = Answers.get(admin.describeConfigs(List.of(asked)).all()).get(asked);
      ConfigEntry entry = there == null ? null : there.get(RETENTION);
      return entry == null || entry.value() == null
          ? null
          : Duration.ofMinutes(Long.parseLong(entry.value()));
    } catch (AuthorizationException e) {
      LOG.info("setting of the broker not known key={} error={}", RETENTION, e.toString());
      return null;
    }
  }

  @Override
  public void close() {
    admin.close();
  }

  private Set<TopicPartition> missing(Group group) {
    Set<TopicPartition> partitions = partitions(group.reads());
    Set<TopicPartition> missing = new HashSet<>(partitions);
    missing.removeAll(committed(group, partitions, false));
    // An offset whose transaction is not decided counts as none above; asked so, it is waited for.
    return missing.isEmpty() ? missing : without(partitions, committed(group, partitions, true));
  }

  private static Set<TopicPartition> without(Set<TopicPartition> all, Set<TopicPartition> some) {
    Set<TopicPartition> rest = new HashSet<>(all);
    rest.removeAll(some);
    return rest;
  }

  private Set<TopicPartition> committed(Group group, Set<TopicPartition> of, boolean decided) {
    Map<TopicPartition, @Nullable OffsetAndMetadata> known =
        Answers.get(
            admin
                .listConsumerGroupOffsets(
                    Map.of(group.id(), new ListConsumerGroupOffsetsSpec().topicPartitions(of)),
                    new ListConsumerGroupOffsetsOptions().requireStable(decided))
                .partitionsToOffsetAndMetadata(group.id()));
    return known.entrySet().stream()
        .filter(entry -> entry.getValue() != null)
        .map(Map.Entry::getKey)
        .collect(Collectors.toSet());
  }

  /** Even a transaction that was aborted leaves its mark in the end of what it wrote to. */
  private boolean isNew(Group group) {
    return places(partitions(group.writes()), OffsetSpec.latest()).values().stream()
        .allMatch(end -> end == 0);
  }

  private Set<TopicPartition> partitions(Collection<String> topics) {
    return Answers.get(admin.describeTopics(topics).allTopicNames()).values().stream()
        .flatMap(
            topic ->
                IntStream.range(0, topic.partitions().size())
                    .mapToObj(number -> new TopicPartition(topic.name(), number)))
        .collect(Collectors.toSet());
  }

  private Map<Partition, Long> places(Collection<Partition> of, OffsetSpec which) {
    Set<TopicPartition> asked = of.stream().map(Partition::toKafka).collect(Collectors.toSet());
    Map<Partition, Long> places = new HashMap<>();
    places(asked, which).forEach((partition, at) -> places.put(Partition.of(partition), at));
    return places;
  }

  private Map<TopicPartition, Long> places(Set<TopicPartition> of, OffsetSpec which) {
    Map<TopicPartition, OffsetSpec> asked = new HashMap<>();
    of.forEach(partition -> asked.put(partition, which));
    Map<TopicPartition, Long> places = new HashMap<>();
    Map<TopicPartition, ListOffsetsResultInfo> answer =
        Answers.get(
            admin.listOffsets(asked, new ListOffsetsOptions(IsolationLevel.READ_COMMITTED)).all());
    answer.forEach((partition, info) -> places.put(partition, info.offset()));
    return places;
  }

  private void begin(Group group, Map<TopicPartition, Long> beginnings) {
    if (beginnings.isEmpty()) {
      return;
    }
    if (alter(group, beginnings)) {
      LOG.info("first offsets committed group={} count={}", group.id(), beginnings.size());
    } else {
      LOG.info("others of the group were quicker group={}", group.id());
    }
  }

  private boolean alter(Group group, Map<TopicPartition, Long> offsets) {
    Map<TopicPartition, OffsetAndMetadata> all = new HashMap<>();
    offsets.forEach((partition, offset) -> all.put(partition, new OffsetAndMetadata(offset)));
    try {
      Answers.get(admin.alterConsumerGroupOffsets(group.id(), all).all());
      return true;
    } catch (UnknownMemberIdException | GroupNotEmptyException e) {
      return false;
    }
  }
}
