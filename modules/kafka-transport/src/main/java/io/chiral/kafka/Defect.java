package io.chiral.kafka;

import java.util.function.Supplier;
import org.apache.kafka.common.KafkaException;

/**
 * Keeps a role's own Kafka exceptions apart from the loop's. The loop's mean "later again"; a role
 * that throws in the middle of a record cannot be asked again, its state has changed by half.
 */
final class Defect {

  private Defect() {}

  static <T> T guard(Supplier<T> role) {
    try {
      return role.get();
    } catch (KafkaException e) {
      throw new IllegalStateException(
          "A role threw a Kafka exception where it must not use Kafka: " + e, e);
    }
  }
}
