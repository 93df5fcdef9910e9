package io.chiral.kafka;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.apache.kafka.clients.consumer.InvalidOffsetException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.errors.UnsupportedAssignorException;
import org.apache.kafka.common.errors.UnsupportedVersionException;
import org.jspecify.annotations.Nullable;

/**
 * Tells what can pass from what cannot.
 *
 * <p>A producer is fenced by another with its transactional id, but also when the broker ended its
 * transaction because the broker itself was away for too long. Once is therefore trouble; often
 * within a minute means that two live processes share an id.
 */
final class Failures {

  private static final List<Class<? extends Throwable>> FINAL =
      List.of(
          AuthenticationException.class,
          AuthorizationException.class,
          ConfigException.class,
          InterruptException.class,
          InvalidOffsetException.class,
          InvalidTopicException.class,
          RecordTooLargeException.class,
          SerializationException.class,
          UnsupportedAssignorException.class,
          UnsupportedVersionException.class);

  private static final int FENCED_TOO_OFTEN = 4;
  private static final Duration FENCED_WITHIN = Duration.ofMinutes(1);

  private final String transactionalId;
  private final Deque<Long> fencedNanos = new ArrayDeque<>();

  Failures(String transactionalId) {
    this.transactionalId = transactionalId;
  }

  /** Returns where another try makes sense, throws the final failure where none does. */
  void judge(KafkaException failure) {
    for (@Nullable Throwable cause = failure; cause != null; cause = cause.getCause()) {
      Throwable seen = cause;
      if (FINAL.stream().anyMatch(type -> type.isInstance(seen))) {
        throw failure;
      }
      if (cause instanceof ProducerFencedException) {
        countFencing(failure);
        return;
      }
    }
  }

  private void countFencing(KafkaException failure) {
    long now = System.nanoTime();
    fencedNanos.add(now);
    while (now - fencedNanos.element() > FENCED_WITHIN.toNanos()) {
      fencedNanos.remove();
    }
    if (fencedNanos.size() >= FENCED_TOO_OFTEN) {
      throw new KafkaException(
          "The producer "
              + transactionalId
              + " was fenced "
              + FENCED_TOO_OFTEN
              + " times within a minute: another live process uses this transactional id. Set"
              + " worker.id to another name in each process.",
          failure);
    }
  }
}
