package io.chiral.kafka;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * A number that rises with every transaction and is committed as the metadata of its offsets. By it
 * a transaction that moves no offset, and whose commit was not answered, is known again.
 */
final class TransactionNumber {

  private static final String NUMBER = "n=";

  private long last;

  /** Goes on after what was committed. */
  void follow(Collection<OffsetAndMetadata> committed) {
    for (OffsetAndMetadata at : committed) {
      if (at.metadata().startsWith(NUMBER)) {
        last = Math.max(last, Long.parseLong(at.metadata().substring(NUMBER.length())));
      }
    }
  }

  /** The offsets with the next number. */
  Map<TopicPartition, OffsetAndMetadata> on(Map<TopicPartition, Long> offsets) {
    String metadata = NUMBER + ++last;
    Map<TopicPartition, OffsetAndMetadata> numbered = new HashMap<>();
    offsets.forEach(
        (partition, at) -> numbered.put(partition, new OffsetAndMetadata(at, metadata)));
    return numbered;
  }
}
