package io.chiral.service.cli;

import io.chiral.kafka.TopicAdmin;
import io.chiral.service.config.KafkaSettings;

/** Kafka, asked whether it is there before a command begins its work at it. */
public final class AnsweringBroker {

  private AnsweringBroker() {}

  /**
   * Returns once a broker has answered.
   *
   * @throws UserException if none does, or it refuses us; says which and what to set
   */
  public static void require(KafkaSettings kafka) {
    String silence = TopicAdmin.silence(kafka.readers());
    if (silence != null) {
      throw new UserException(silence);
    }
  }
}
