package io.chiral.kafka;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.common.errors.TimeoutException;

/** Reads topics once, from the beginning to the end that they have when it starts. */
public final class TopicScan {

  private static final Duration STANDSTILL = Duration.ofSeconds(30);

  private TopicScan() {}

  /**
   * Gives every committed record of {@code topics} to {@code each}, in the order of each partition.
   * Blocks the calling thread, which is also {@code each}'s.
   *
   * @throws org.apache.kafka.common.KafkaException if the broker does not answer, or answers
   *     nothing for 30 s; inside {@link Fold#activated} that means "again later"
   */
  public static void read(
      KafkaSettings kafka, String clientId, Collection<String> topics, Consumer<InRecord> each) {
    try (Reading reading = new Reading(kafka, clientId, topics, Map.of())) {
      Alarm standstill = new Alarm(STANDSTILL);
      standstill.restart();
      while (!reading.isAtTheFirstEnd()) {
        List<InRecord> records = reading.poll(Duration.ofMillis(100));
        records.forEach(each);
        if (!records.isEmpty()) {
          standstill.restart();
        } else if (standstill.isDue()) {
          throw new TimeoutException(
              "No record of " + topics + " came within " + STANDSTILL.toSeconds() + " s.");
        }
      }
    }
  }
}
