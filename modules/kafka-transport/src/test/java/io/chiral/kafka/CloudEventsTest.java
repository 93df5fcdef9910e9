package io.chiral.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.chiral.messages.Envelope;
import java.time.Instant;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;

class CloudEventsTest {

  private static final Envelope ENVELOPE =
      new Envelope(
          "id-1", "/lab", "io.chiral.start-study.v1", Instant.parse("2026-01-02T03:04:05Z"));

  @Test
  void whatIsWrittenIsReadBack() throws Exception {
    ProducerRecord<String, byte[]> written =
        CloudEvents.toKafka(OutRecord.of("topic", "key", ENVELOPE, "{}".getBytes(UTF_8)));
    ConsumerRecord<String, byte[]> arrived =
        new ConsumerRecord<>("topic", 0, 7, written.key(), written.value());
    written.headers().forEach(arrived.headers()::add);

    InRecord read = InRecord.of(arrived);

    assertThat(read.headers())
        .containsEntry("ce_specversion", "1.0")
        .containsEntry("ce_id", "id-1")
        .containsEntry("ce_source", "/lab")
        .containsEntry("ce_type", "io.chiral.start-study.v1")
        .containsEntry("ce_time", "2026-01-02T03:04:05Z")
        .containsEntry("content-type", "application/json");
    assertThat(CloudEvents.envelope(read)).isEqualTo(ENVELOPE);
    assertThat(read.body()).isEqualTo("{}".getBytes(UTF_8));
  }

  @Test
  void writesATombstoneBare() {
    ProducerRecord<String, byte[]> written =
        CloudEvents.toKafka(new OutRecord("topic", 3, "key", ENVELOPE, null));
    assertThat(written.value()).isNull();
    assertThat(written.headers()).isEmpty();
    assertThat(written.partition()).isEqualTo(3);
  }

  @Test
  void saysWhereAndWhatIsMissing() {
    assertThatThrownBy(() -> CloudEvents.envelope(with(Map.of())))
        .isInstanceOf(NotACloudEventException.class)
        .hasMessageContaining("topic/2@7 has no header ce_specversion");
    assertThatThrownBy(
            () ->
                CloudEvents.envelope(
                    with(Map.of("ce_specversion", "1.0", "ce_id", "1", "ce_source", "/lab"))))
        .isInstanceOf(NotACloudEventException.class)
        .hasMessageContaining("topic/2@7")
        .hasMessageContaining("type");
    assertThatThrownBy(() -> CloudEvents.envelope(with(Map.of("ce_specversion", "9.9"))))
        .isInstanceOf(NotACloudEventException.class)
        .hasMessageContaining("9.9");
    assertThatThrownBy(
            () ->
                CloudEvents.envelope(
                    with(
                        Map.of(
                            "ce_specversion", "1.0",
                            "ce_id", "1",
                            "ce_type", "t",
                            "ce_source", "/lab",
                            "ce_time", "noon"))))
        .isInstanceOf(NotACloudEventException.class)
        .hasMessageContaining("noon");
  }

  private static InRecord with(Map<String, String> headers) {
    return new InRecord(
        new Partition("topic", 2), 7, "key", headers, "{}".getBytes(UTF_8), Instant.EPOCH);
  }
}
