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
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
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

  /**
   * Creates the topics that are missing, with the broker's replication factor; all can be used when
   * it returns.
   *
   * @return what is wrong with those that were there; empty where all is well
   */
  public List<TopicProblem> ensure(Topics topics) {
    Set<String> there = Answers.get(admin.listTopics().names());
    topics.definitions().stream()
        .filter(topic -> !there.contains(topic.name()))
        .forEach(this::create);
    // A broker hears of a new topic a moment after the controller has made it.
    for (int tries = 1; ; tries++) {
      try {
        return problems(topics.definitions());
      } catch (UnknownTopicOrPartitionException e) {
        if (tries == MOST_TRIES) {
          throw e;
        }
        LockSupport.parkNanos(PAUSE.toNanos());
      }
    }
  }

  /** Names the cluster: offsets mean nothing at another. */
  public String clusterId() {
    return Answers.get(admin.describeCluster().clusterId());
  }

  @Override
  public void close() {
    admin.close();
  }

  private void create(Topics.Definition topic) {
    NewTopic wanted =
        new NewTopic(topic.name(), Optional.of(topic.partitions()), Optional.empty())
            .configs(topic.settings());
    try {
      Answers.get(admin.createTopics(List.of(wanted)).all());
    } catch (TopicExistsException e) {
      LOG.debug("another process was quicker topic={}", topic.name());
    }
  }

  private List<TopicProblem> problems(List<Topics.Definition> topics) {
    List<String> names = topics.stream().map(Topics.Definition::name).toList();
    Map<String, TopicDescription> described =
        Answers.get(admin.describeTopics(names).allTopicNames());
    Map<ConfigResource, Config> configs =
        Answers.get(admin.describeConfigs(names.stream().map(TopicAdmin::resource).toList()).all());
    List<TopicProblem> problems = new ArrayList<>();
    for (Topics.Definition topic : topics) {
      TopicDescription there = requireNonNull(described.get(topic.name()));
      checkPartitions(topic, there.partitions().size(), problems);
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
}
