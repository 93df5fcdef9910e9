package io.chiral.service.config;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * What Kafka clients are given, verbatim.
 *
 * @param common to all clients
 * @param consumer to consumers in addition
 * @param producer to producers in addition
 */
public record KafkaSettings(
    Map<String, String> common, Map<String, String> consumer, Map<String, String> producer) {

  public KafkaSettings {
    common = Map.copyOf(common);
    consumer = Map.copyOf(consumer);
    producer = Map.copyOf(producer);
  }

  /** All that a consumer is given. */
  public Map<String, String> forConsumer() {
    return merged(consumer);
  }

  /** All that a producer is given. */
  public Map<String, String> forProducer() {
    return merged(producer);
  }

  /** For everything that only reads, and for administration. */
  public io.chiral.kafka.KafkaSettings readers() {
    return new io.chiral.kafka.KafkaSettings(forConsumer());
  }

  /** For everything that only writes. */
  public io.chiral.kafka.KafkaSettings writers() {
    return new io.chiral.kafka.KafkaSettings(forProducer());
  }

  /** For loops, whose consumer and producer share one set. */
  public io.chiral.kafka.KafkaSettings loops() {
    Map<String, String> all = new HashMap<>(forConsumer());
    all.putAll(producer);
    return new io.chiral.kafka.KafkaSettings(all);
  }

  /** The same, at another broker. */
  public KafkaSettings at(String bootstrapServers) {
    Map<String, String> changed = new HashMap<>(common);
    changed.put("bootstrap.servers", bootstrapServers);
    return new KafkaSettings(changed, consumer, producer);
  }

  private Map<String, String> merged(Map<String, String> special) {
    Map<String, String> all = new HashMap<>(common);
    all.putAll(special);
    return Map.copyOf(all);
  }

  @Override
  public String toString() {
    return "KafkaSettings[common=%s, consumer=%s, producer=%s]"
        .formatted(masked(common), masked(consumer), masked(producer));
  }

  private static Map<String, String> masked(Map<String, String> settings) {
    Map<String, String> shown = new TreeMap<>(settings);
    shown.replaceAll((key, value) -> secret(key) ? "***" : value);
    return shown;
  }

  private static boolean secret(String key) {
    String name = key.toLowerCase(Locale.ROOT);
    return name.contains("password")
        || name.contains("secret")
        || name.contains("jaas")
        || name.contains("keystore.key")
        || name.contains("token");
  }
}
