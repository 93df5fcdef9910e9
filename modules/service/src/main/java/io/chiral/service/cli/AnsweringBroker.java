package io.chiral.service.cli;

import io.chiral.kafka.KafkaIo;
import io.chiral.kafka.TopicAdmin;
import io.chiral.service.config.KafkaSettings;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.stream.Stream;

/** Kafka, asked whether it is there before a command begins its work at it. */
public final class AnsweringBroker {

  private AnsweringBroker() {}

  /**
   * Returns once a broker has answered.
   *
   * @throws UserException if none does, or it refuses us; says which and what to set
   */
  public static void require(KafkaSettings kafka) {
    try {
      KafkaIo.call("Kafka can't be asked", () -> clusterId(kafka));
    } catch (UncheckedIOException e) {
      // Kafka's own words lie two causes down: KafkaIo makes a fault of storage of them.
      Throwable said =
          Stream.iterate((Throwable) e, Objects::nonNull, Throwable::getCause)
              .skip(2)
              .findFirst()
              .orElse(e);
      throw new UserException(String.valueOf(said.getMessage()), e);
    }
  }

  private static String clusterId(KafkaSettings kafka) {
    try (TopicAdmin admin = new TopicAdmin(kafka.readers())) {
      return admin.clusterId();
    }
  }
}
