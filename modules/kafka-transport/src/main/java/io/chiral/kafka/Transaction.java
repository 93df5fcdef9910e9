package io.chiral.kafka;

import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * What is published together. Its offsets differ from those committed before (in the offset or in
 * the metadata), so that one can see later whether it was committed.
 */
record Transaction(List<OutRecord> records, Map<TopicPartition, OffsetAndMetadata> offsets) {

  Transaction {
    records = List.copyOf(records);
    offsets = Map.copyOf(offsets);
  }
}
