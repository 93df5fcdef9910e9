package io.chiral.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.chiral.messages.Envelope;
import io.chiral.testkit.BrokerExtension;
import io.chiral.testkit.TestBroker;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(BrokerExtension.class)
@Timeout(60)
class RecordProducerIT {

  @Test
  void writesInOrderAndSaysWhere(TestBroker broker) throws Exception {
    Scene scene = new Scene(broker, 1);
    Vertx vertx = Vertx.vertx();
    try {
      RecordProducer producer = RecordProducer.create(vertx, scene.kafka, "producer");
      List<Future<RecordProducer.Written>> written =
          IntStream.range(0, 10).mapToObj(i -> producer.send(scene.say("m" + i))).toList();
      await(Future.all(written));
      assertThat(written.get(9).result())
          .isEqualTo(new RecordProducer.Written(new Partition(scene.sink, 0), 9));
      assertThat(scene.said())
          .containsExactly(IntStream.range(0, 10).mapToObj(i -> "m" + i).toArray(String[]::new));
      await(producer.close());
    } finally {
      await(vertx.close());
    }
  }

  @Test
  void refusesMoreThanItMayHold() throws Exception {
    Vertx vertx = Vertx.vertx();
    try {
      // Nothing listens on port 1 of the loopback address.
      RecordProducer producer =
          RecordProducer.create(vertx, KafkaSettings.of("127.0.0.1:1"), "producer", 2);
      OutRecord record =
          OutRecord.of("topic", "key", new Envelope("id", "/trial", "type", null), new byte[0]);
      List<Future<RecordProducer.Written>> sent =
          IntStream.range(0, 3).mapToObj(i -> producer.send(record)).toList();
      assertThat(sent.get(2).cause()).isInstanceOf(RecordProducer.BusyException.class);
      await(Future.join(sent).otherwiseEmpty());
      assertThat(sent.get(0).cause()).isInstanceOf(TimeoutException.class);
      await(producer.close());
    } finally {
      await(vertx.close());
    }
  }

  private static void await(Future<?> future) throws Exception {
    future.toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
  }
}
