package io.chiral.service.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.chiral.kafka.TopicProblem;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class KafkaCheckTest {

  @Test
  void warnsOfABrokerThatForgetsOffsetsAndStaysReady() {
    String advice = KafkaCheck.advice(Duration.ofDays(7));

    assertThat(advice).contains("offsets.retention.minutes is 10080", "7 days");
    assertThat(new KafkaCheck(List.of(), advice).health())
        .matches(Health::ready)
        .matches(health -> health.detail().contains("offsets.retention.minutes"));
  }

  @Test
  void saysNothingOfABrokerThatKeepsThemOrDoesNotTell() {
    assertThat(KafkaCheck.advice(Duration.ofDays(365))).isNull();
    assertThat(KafkaCheck.advice(null)).isNull();
  }

  @Test
  void isNotReadyWhereOffsetsAreLost() {
    TopicProblem lost = new TopicProblem("chiral.work", "has records", "chiral offsets restore");

    assertThat(new KafkaCheck(List.of(lost), null).health())
        .matches(health -> !health.ready() && health.live())
        .matches(health -> health.detail().contains("chiral.work has records: chiral offsets"));
  }
}
