package io.chiral.kafka;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.clients.admin.MemberDescription;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Who owns which partitions of a topic in a consumer group, as the broker said at most a second
 * ago. It never blocks: asking for it starts the next question where the answer at hand is older
 * than half a second, so it wants to be asked a few times a second. Any thread.
 */
public final class GroupView implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(GroupView.class);
  private static final Duration OLD = Duration.ofMillis(500);
  private static final Duration TOO_OLD = Duration.ofSeconds(1);

  private final KafkaSettings kafka;
  private final String groupId;
  private final String topic;
  private final AtomicBoolean asking = new AtomicBoolean();
  private final ClockWatch clock = ClockWatch.start(() -> {});
  private volatile Admin admin;
  private volatile @Nullable Answer last;

  /** Connects lazily. */
  public GroupView(KafkaSettings kafka, String groupId, String topic) {
    this.kafka = kafka;
    this.admin = admin(kafka, groupId);
    this.groupId = groupId;
    this.topic = topic;
  }

  private static Admin admin(KafkaSettings kafka, String groupId) {
    return Admin.create(
        kafka.with(
            Map.of(
                "client.id", groupId + "-view",
                "default.api.timeout.ms", "5000",
                "request.timeout.ms", "5000")));
  }

  /**
   * The partitions of each live member, by its client id ({@link LoopOptions#name}); those of all
   * members that share one.
   *
   * @return empty where no answer is young enough: then nobody is known to be there
   */
  public Map<String, Set<Integer>> partitionsByMember() {
    Answer known = last;
    if (known == null || known.isOlderThan(OLD)) {
      ask();
    }
    return known == null || known.isOlderThan(TOO_OLD) ? Map.of() : known.partitionsByMember;
  }

  /** Asks which client ids two live members have now; fails where the broker does not answer. */
  public CompletionStage<Set<String>> namesakes() {
    return admin
        .describeConsumerGroups(List.of(groupId))
        .all()
        .toCompletionStage()
        .thenApply(groups -> namesakes(groups.values()));
  }

  private static Set<String> namesakes(Collection<ConsumerGroupDescription> groups) {
    Set<String> seen = new HashSet<>();
    return groups.stream()
        .flatMap(group -> group.members().stream())
        .map(MemberDescription::clientId)
        .filter(id -> !seen.add(id))
        .collect(Collectors.toUnmodifiableSet());
  }

  @Override
  public void close() {
    clock.close();
    admin.close(Duration.ofSeconds(5));
  }

  private void ask() {
    if (!asking.compareAndSet(false, true)) {
      return;
    }
    if (clock.wasSetBack()) {
      Admin before = admin;
      admin = admin(kafka, groupId);
      before.close(Duration.ZERO);
    }
    var unused =
        admin
            .describeConsumerGroups(List.of(groupId))
            .all()
            .whenComplete(
                (groups, failure) -> {
                  if (failure == null) {
                    // Counted from now: a broker that takes long to answer still has workers.
                    last = new Answer(owners(groups.values()), System.nanoTime());
                  } else {
                    LOG.debug("group not described group={}", groupId, failure);
                  }
                  asking.set(false);
                });
  }

  private Map<String, Set<Integer>> owners(Collection<ConsumerGroupDescription> groups) {
    Map<String, Set<Integer>> owners = new HashMap<>();
    for (MemberDescription member : groups.stream().flatMap(g -> g.members().stream()).toList()) {
      Set<Integer> partitions = owners.computeIfAbsent(member.clientId(), id -> new TreeSet<>());
      for (TopicPartition partition : member.assignment().topicPartitions()) {
        if (partition.topic().equals(topic)) {
          partitions.add(partition.partition());
        }
      }
    }
    return Map.copyOf(owners);
  }

  private record Answer(Map<String, Set<Integer>> partitionsByMember, long cameNanos) {

    boolean isOlderThan(Duration age) {
      return System.nanoTime() - cameNanos > age.toNanos();
    }
  }
}
