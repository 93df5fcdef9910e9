package io.chiral.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;

class KafkaSettingsTest {

  @Test
  void hidesWhatIsSecret() {
    KafkaSettings settings =
        new KafkaSettings(
            Map.of(
                "bootstrap.servers", "kafka:9092",
                "sasl.jaas.config", "module required password=hush;",
                "ssl.keystore.password", "hush"));
    assertThat(settings.toString()).contains("kafka:9092").doesNotContain("hush");
  }

  @Test
  void needsBootstrapServers() {
    assertThatThrownBy(() -> new KafkaSettings(Map.of("acks", "all")))
        .hasMessageContaining("kafka.bootstrap.servers is not set");
  }
}
