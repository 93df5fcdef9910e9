package io.chiral.kafka;

import org.apache.kafka.common.TopicPartition;

/** One partition of a topic. */
public record Partition(String topic, int number) {

  static Partition of(TopicPartition kafka) {
    return new Partition(kafka.topic(), kafka.partition());
  }

  TopicPartition toKafka() {
    return new TopicPartition(topic, number);
  }

  @Override
  public String toString() {
    return topic + "/" + number;
  }
}
