package io.chiral.kafka;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.function.Supplier;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;

/** For callers to whom a broker that does not answer is one storage among others. */
public final class KafkaIo {

  private KafkaIo() {}

  /**
   * Does it.
   *
   * @param failing what can't be done then, for people
   * @throws UncheckedIOException in place of a {@link KafkaException}; it may go well later
   */
  public static <T extends @Nullable Object> T call(String failing, Supplier<T> asking) {
    try {
      return asking.get();
    } catch (KafkaException e) {
      throw new UncheckedIOException(failing, new IOException(e));
    }
  }
}
