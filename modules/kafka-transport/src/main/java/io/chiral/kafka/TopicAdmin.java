package io.chiral.kafka;

import static java.util.Objects.requireNonNull;

import io.chiral.messages.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Creates Chiral's topics with explicit settings and looks at those that exist already: a topic
 * that forgets, or has too few partitions, breaks promises weeks later. All methods block and throw
 * {@link KafkaException} where the broker does not answer.
 */
public final class TopicAdmin implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(TopicAdmin.class);
  private static final Duration PAUSE = Duration.ofMillis(100);
  private static final int MOST_TRIES = 100;

  private final Admin admin;
  private final String bootstrapServers;

  /** Connects lazily. */
  public TopicAdmin(KafkaSettings kafka) {
    admin =
        Admin.create(
            kafka.with(Map.of("default.api.timeout.ms", "15000", "request.timeout.ms", "10000")));
    bootstrapServers = String.valueOf(kafka.properties().get("bootstrap.servers"));
  }

  /** {@link #ensure(Topics, Integer)} with the brokers' default for copies. */
  public List<TopicProblem> ensure(Topics topics) {
    return ensure(topics, null);
  }

  /**
   * Creates the topics that are missing; all can be used when it returns.
   *
   * @param copies on so many brokers each; null: the brokers' {@code default.replication.factor}
   * @return what is wrong with those that were there; empty where all is well
   */
  public List<TopicProblem> ensure(Topics topics, @Nullable Integer copies) {
    Set<String> there = get(admin.listTopics().names());
    topics.definitions().stream()
        .filter(topic -> !there.contains(topic.name()))
        .forEach(topic -> create(topic, copies));
    // A broker hears of a new topic a moment after the controller has made it.
    for (int tries = 1; ; tries++) {
      try {
        return problems(topics.definitions(), copies);
      } catch (UnknownTopicOrPartitionException e) {
        if (tries == MOST_TRIES) {
          throw e;
        }
        LockSupport.parkNanos(PAUSE.toNanos());
      }
    }
  }

  /** Why Kafka can't be asked anything, for people; null: a broker answers. */
  public static @Nullable String silence(KafkaSettings kafka) {
    try (TopicAdmin admin = new TopicAdmin(kafka)) {
      admin.clusterId();
      return null;
    } catch (KafkaException e) {
      return String.valueOf(e.getMessage());
    }
  }

  /** Names the cluster: offsets mean nothing at another. */
  public String clusterId() {
    return get(admin.describeCluster().clusterId());
  }

  @Override
  public void close() {
    admin.close();
  }

  private void create(Topics.Definition topic, @Nullable Integer copies) {
    NewTopic wanted =
        new NewTopic(
                topic.name(),
                Optional.of(topic.partitions()),
                Optional.ofNullable(copies).map(Integer::shortValue))
            .configs(topic.settings());
    try {
      get(admin.createTopics(List.of(wanted)).all());
    } catch (TopicExistsException e) {
      LOG.debug("another process was quicker topic={}", topic.name());
    }
  }

  private List<TopicProblem> problems(List<Topics.Definition> topics, @Nullable Integer copies) {
    int brokers = get(admin.describeCluster().nodes()).size();
    List<String> names = topics.stream().map(Topics.Definition::name).toList();
    Map<String, TopicDescription> described = get(admin.describeTopics(names).allTopicNames());
    Map<ConfigResource, Config> configs =
        get(admin.describeConfigs(names.stream().map(TopicAdmin::resource).toList()).all());
    List<TopicProblem> problems = new ArrayList<>();
    for (Topics.Definition topic : topics) {
      TopicDescription there = requireNonNull(described.get(topic.name()));
      checkPartitions(topic, there.partitions().size(), problems);
      checkCopies(topic, there, copies, brokers, problems);
      checkSettings(topic, requireNonNull(configs.get(resource(topic.name()))), problems);
    }
    return problems;
  }

  private void checkPartitions(Topics.Definition topic, int there, List<TopicProblem> problems) {
    if (there == topic.partitions()) {
      return;
    }
    String remedy =
        there < topic.partitions()
            ? "kafka-topics.sh --bootstrap-server %s --alter --topic %s --partitions %d"
                .formatted(bootstrapServers, topic.name(), topic.partitions())
            : "Partitions cannot be taken away: choose another kafka.topic-prefix, or delete the"
                + " topic if its records may go.";
    problems.add(
        new TopicProblem(
            topic.name(),
            "has %d partitions, needs %d".formatted(there, topic.partitions()),
            remedy));
  }

  private static void checkCopies(
      Topics.Definition topic,
      TopicDescription there,
      @Nullable Integer wanted,
      int brokers,
      List<TopicProblem> problems) {
    int copies =
        there.partitions().stream().mapToInt(each -> each.replicas().size()).min().orElse(0);
    if (wanted != null && copies < wanted) {
      problems.add(
          new TopicProblem(
              topic.name(),
              "is on %d brokers, topics.replication is %d".formatted(copies, wanted),
              "kafka-reassign-partitions.sh moves partitions to more brokers"));
    } else if (copies == 1 && brokers > 1) {
      LOG.warn(
          "topic on one broker of several: it ends with that one; see topics.replication"
              + " topic={} brokers={}",
          topic.name(),
          brokers);
    }
  }

  private void checkSettings(Topics.Definition topic, Config there, List<TopicProblem> problems) {
    topic
        .settings()
        .forEach(
            (name, needed) -> {
              ConfigEntry entry = there.get(name);
              if (entry == null || !needed.equals(entry.value())) {
                problems.add(
                    new TopicProblem(
                        topic.name(),
                        "has %s=%s, needs %s"
                            .formatted(name, entry == null ? "" : entry.value(), needed),
                        ("kafka-configs.sh --bootstrap-server %s --alter --entity-type topics"
                                + " --entity-name %s --add-config %s=%s")
                            .formatted(bootstrapServers, topic.name(), name, needed)));
              }
            });
  }

  private static ConfigResource resource(String topic) {
    return new ConfigResource(ConfigResource.Type.TOPIC, topic);
  }

  private <T> T get(KafkaFuture<T> answer) {
    try {
      return Answers.get(answer);
    } catch (TimeoutException silence) {
      throw new TimeoutException(
          "no Kafka broker answers at %s (%s): start it, or name another (kafka.bootstrap.servers)"
              .formatted(bootstrapServers, silence.getMessage()),
          silence);
    } catch (AuthenticationException refused) {
      throw new KafkaException(
          ("Kafka at %s refuses us, or we don't trust it (kafka.security.protocol, kafka.sasl.*,"
                  + " kafka.ssl.*): %s")
              .formatted(bootstrapServers, refused.getMessage()),
          refused);
    }
  }
}
