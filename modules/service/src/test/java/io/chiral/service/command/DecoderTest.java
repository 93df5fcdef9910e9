package io.chiral.service.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.chiral.kafka.InRecord;
import io.chiral.kafka.Partition;
import io.chiral.messages.Codec;
import io.chiral.messages.Digests;
import io.chiral.messages.MessageType;
import io.chiral.messages.Topics;
import io.chiral.messages.command.Cancel;
import io.chiral.messages.state.Rejection.Code;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DecoderTest {
  private final Topics topics = Topics.standard();
  private final Codec codec = new Codec();
  private final Decoder decoder = new Decoder(topics, codec);

  private static Map<String, String> headers(MessageType type) {
    return Map.of(
        "ce_specversion", "1.0",
        "ce_id", "c1",
        "ce_source", "/lab",
        "ce_type", type.typeName(),
        "content-type", "application/json");
  }

  private Input decode(String topic, Map<String, String> headers, byte[] body) {
    return decoder.decode(
        new InRecord(new Partition(topic, 0), 9, "r1", headers, body, Instant.EPOCH));
  }

  @Test
  void readsACommand() {
    Input input =
        decode(
            topics.commands(),
            headers(MessageType.CANCEL),
            codec.write(new Cancel("s", null, null)));

    assertThat(input).isInstanceOf(Input.Commanded.class);
    assertThat(((Input.Commanded) input).envelope().source()).isEqualTo("/lab");
  }

  @Test
  void refusesARecordThatIsNoCloudEventAndQuotesIt() {
    byte[] body = "hello".getBytes(StandardCharsets.UTF_8);

    Input.Refused refused = (Input.Refused) decode(topics.commands(), Map.of(), body);

    assertThat(refused.violation().code()).isEqualTo(Code.MALFORMED);
    assertThat(refused.origin().excerpt()).isEqualTo("hello");
    assertThat(refused.origin().sha256()).isEqualTo(Digests.sha256Hex(body));
    assertThat(refused.origin().offset()).isEqualTo(9);
  }

  @Test
  void quotesAtMost64KiB() {
    byte[] body = "x".repeat(100_000).getBytes(StandardCharsets.UTF_8);

    Input.Refused refused = (Input.Refused) decode(topics.commands(), Map.of(), body);

    assertThat(refused.origin().excerpt()).hasSize(64 * 1024);
    assertThat(refused.origin().length()).isEqualTo(100_000);
  }

  @Test
  void namesTheRunOfAnOutcomeThatCannotBeRead() {
    Input input =
        decode(
            topics.outcomes(),
            headers(MessageType.SLICE_ENDED),
            "{".getBytes(StandardCharsets.UTF_8));

    assertThat(input).isInstanceOf(Input.Unreadable.class);
    assertThat(((Input.Unreadable) input).run()).isEqualTo("r1");
  }

  @Test
  void takesASliceThatAWorkerSentBackForUnreadable() {
    Input input =
        decode(topics.outcomes(), headers(MessageType.SLICE), "{".getBytes(StandardCharsets.UTF_8));

    assertThat(((Input.Unreadable) input).reason()).contains("io.chiral.slice.v1");
  }
}
