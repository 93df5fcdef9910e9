package io.chiral.service.gateway;

import io.chiral.kafka.CloudEvents;
import io.chiral.kafka.InRecord;
import io.chiral.kafka.KafkaSettings;
import io.chiral.kafka.NotACloudEventException;
import io.chiral.kafka.Partition;
import io.chiral.kafka.PartitionScan;
import io.chiral.messages.Codec;
import io.chiral.messages.MessageType;
import io.chiral.messages.UnreadableMessageException;
import io.chiral.messages.event.MetricEvent;
import io.chiral.messages.report.AsOf;
import io.chiral.service.gateway.scores.EventSource;
import io.chiral.service.node.Node;
import io.vertx.core.Future;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads a study's partition of the metrics topic again, up to where its report was folded. Reading
 * and decoding block, so they are done on worker threads.
 */
final class KafkaReplay implements EventSource {

  private static final Logger log = LoggerFactory.getLogger(KafkaReplay.class);

  private final Node node;
  private final Codec codec;

  KafkaReplay(Node node, Codec codec) {
    this.node = node;
    this.codec = codec;
  }

  @Override
  public Future<Void> replay(
      String study, AsOf until, Function<List<MetricEvent>, Future<Void>> taker) {
    return blocking(() -> open(until))
        .compose(
            scan ->
                pages(scan, study, taker)
                    .eventually(
                        () ->
                            blocking(
                                () -> {
                                  scan.close();
                                  return scan;
                                })));
  }

  private PartitionScan open(AsOf until) {
    return new PartitionScan(
        new KafkaSettings(node.kafka().forConsumer()),
        "export-" + UUID.randomUUID(),
        new Partition(node.topics().metrics(), until.partition()),
        until.offset());
  }

  private Future<Void> pages(
      PartitionScan scan, String study, Function<List<MetricEvent>, Future<Void>> taker) {
    return blocking(scan::next)
        .compose(
            records ->
                records.isEmpty()
                    ? Future.succeededFuture()
                    : blocking(() -> events(records, study))
                        .compose(taker)
                        .compose(taken -> pages(scan, study, taker)));
  }

  private List<MetricEvent> events(List<InRecord> records, String study) {
    return records.stream()
        .filter(record -> study.equals(record.key()))
        .map(this::event)
        .filter(Objects::nonNull)
        .map(Objects::requireNonNull)
        .toList();
  }

  /**
   * Null where the report does not rest on it: the reporter passes unreadable records over, too.
   */
  private @Nullable MetricEvent event(InRecord record) {
    byte[] body = record.body();
    try {
      MessageType type = MessageType.named(CloudEvents.envelope(record).type());
      return type != null && body != null && codec.read(type, body) instanceof MetricEvent event
          ? event
          : null;
    } catch (NotACloudEventException | UnreadableMessageException broken) {
      log.warn("a record can't be exported place={} error={}", record.place(), broken.getMessage());
      return null;
    }
  }

  private <T> Future<T> blocking(java.util.concurrent.Callable<T> work) {
    return node.vertx().executeBlocking(work, false);
  }
}
