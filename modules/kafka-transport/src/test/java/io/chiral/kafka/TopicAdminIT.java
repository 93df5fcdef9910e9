package io.chiral.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.chiral.messages.Topics;
import io.chiral.testkit.BrokerExtension;
import io.chiral.testkit.TestBroker;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(BrokerExtension.class)
@Timeout(60)
class TopicAdminIT {

  @Test
  void createsWhatIsMissingAndNamesWhatIsWrong(TestBroker broker) throws Exception {
    Topics topics = broker.freshTopics();
    broker
        .admin()
        .createTopics(
            List.of(
                new NewTopic(topics.commands(), 3, (short) 1),
                new NewTopic(topics.work(), 2, (short) 1)
                    .configs(Map.of("retention.ms", "604800000", "retention.bytes", "-1"))))
        .all()
        .get();
    try (TopicAdmin admin = new TopicAdmin(KafkaSettings.of(broker.bootstrapServers()))) {
      List<TopicProblem> problems = admin.ensure(topics);
      assertThat(broker.admin().listTopics().names().get())
          .containsAll(topics.definitions().stream().map(Topics.Definition::name).toList());
      assertThat(problems)
          .extracting(TopicProblem::topic)
          .containsOnly(topics.commands(), topics.work());
      assertThat(problems)
          .anySatisfy(
              problem -> {
                assertThat(problem.what()).isEqualTo("has 2 partitions, needs 64");
                assertThat(problem.remedy())
                    .isEqualTo(
                        "kafka-topics.sh --bootstrap-server %s --alter --topic %s --partitions 64"
                            .formatted(broker.bootstrapServers(), topics.work()));
              })
          .anySatisfy(
              problem -> {
                assertThat(problem.what()).isEqualTo("has retention.ms=604800000, needs -1");
                assertThat(problem.remedy()).endsWith("--add-config retention.ms=-1");
              })
          .anySatisfy(
              problem -> assertThat(problem.remedy()).startsWith("Partitions cannot be taken"));
    }
  }

  @Test
  void namesTopicsThatAreOnTooFewBrokers(TestBroker broker) {
    Topics topics = broker.freshTopics();
    try (TopicAdmin admin = new TopicAdmin(KafkaSettings.of(broker.bootstrapServers()))) {
      assertThat(admin.ensure(topics, 1)).isEmpty();
      assertThat(admin.ensure(topics, 3))
          .hasSize(topics.definitions().size())
          .allSatisfy(
              problem ->
                  assertThat(problem.what()).isEqualTo("is on 1 brokers, topics.replication is 3"));
      assertThatThrownBy(() -> admin.ensure(broker.freshTopics(), 3))
          .hasMessageContaining("target replication factor of 3");
    }
  }

  @Test
  void findsNothingWrongWithItsOwn(TestBroker broker) {
    Topics topics = broker.freshTopics();
    try (TopicAdmin admin = new TopicAdmin(KafkaSettings.of(broker.bootstrapServers()))) {
      assertThat(admin.ensure(topics)).isEmpty();
      assertThat(admin.ensure(topics)).isEmpty();
    }
  }
}
