package io.chiral.kafka;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * How to reach Kafka: settings of its clients by Kafka's own names, passed through as they are.
 * What a part of this module needs for its promises it sets itself, over these.
 */
public record KafkaSettings(Map<String, String> properties) {

  public KafkaSettings {
    properties = Map.copyOf(properties);
    if (!properties.containsKey("bootstrap.servers")) {
      throw new IllegalArgumentException(
          "kafka.bootstrap.servers is not set; give it as host:port[,host:port].");
    }
  }

  /** A broker with no authentication. */
  public static KafkaSettings of(String bootstrapServers) {
    return new KafkaSettings(Map.of("bootstrap.servers", bootstrapServers));
  }

  /** These with {@code overrides} over them. */
  Map<String, Object> with(Map<String, String> overrides) {
    Map<String, Object> all = new HashMap<>(properties);
    all.putAll(overrides);
    return all;
  }

  /** Without the values that are secret. */
  @Override
  public String toString() {
    Map<String, String> shown = new HashMap<>(properties);
    shown.replaceAll((name, value) -> secret(name) ? "***" : value);
    return "KafkaSettings" + shown;
  }

  private static boolean secret(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    return lower.contains("password")
        || lower.contains("jaas")
        || lower.contains("secret")
        || lower.contains("keystore.key");
  }
}
