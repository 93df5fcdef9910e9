package io.chiral.messages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.chiral.messages.command.Cancel;
import io.chiral.messages.command.Command;
import io.chiral.messages.event.MetricEvent;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class MessageTypeTest {

  @Test
  void namesFollowTheRecord() {
    MessageType type = MessageType.START_STUDY;
    assertThat(type.typeName()).isEqualTo("io.chiral.start-study.v1");
    assertThat(type.schemaFile()).isEqualTo("start-study.schema.json");
    assertThat(type.schemaId()).isEqualTo("urn:chiral:start-study:v1");
    assertThat(type.topic(Topics.standard())).isEqualTo("chiral.commands");
  }

  @Test
  void everyCommandAndMetricEventHasAType() {
    assertThat(records(MessageType.ofRole(MessageType.Role.COMMAND)))
        .containsExactlyElementsOf(Arrays.asList(Command.class.getPermittedSubclasses()));
    assertThat(
            Arrays.stream(MessageType.values())
                .filter(type -> type.topic(Topics.standard()).equals("chiral.metrics"))
                .toList())
        .extracting(type -> (Object) type.recordClass())
        .containsExactlyInAnyOrder((Object[]) MetricEvent.class.getPermittedSubclasses());
  }

  @Test
  void findsATypeByNameAndByMessage() {
    assertThat(MessageType.named("io.chiral.cancel.v1")).isEqualTo(MessageType.CANCEL);
    assertThat(MessageType.named("io.chiral.cancel.v2")).isNull();
    assertThat(MessageType.of(new Cancel("s", null, null))).isEqualTo(MessageType.CANCEL);
    Record stranger = new Topics("x.");
    assertThatThrownBy(() -> MessageType.of(stranger)).hasMessageContaining("is no message");
  }

  private static List<Class<?>> records(List<MessageType> types) {
    return types.stream().<Class<?>>map(MessageType::recordClass).toList();
  }
}
