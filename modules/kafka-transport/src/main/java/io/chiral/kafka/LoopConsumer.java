package io.chiral.kafka;

import java.util.HashMap;
import java.util.Map;

/** The settings of a loop's consumer. */
final class LoopConsumer {

  private LoopConsumer() {}

  static Map<String, Object> settings(
      KafkaSettings kafka, LoopOptions options, Map<String, String> ofTheStage) {
    Map<String, String> own = new HashMap<>();
    own.put("client.id", options.name());
    own.put("group.id", options.groupId());
    // KIP-848: the broker assigns, and a member keeps working on what it keeps.
    own.put("group.protocol", "consumer");
    own.put("isolation.level", "read_committed");
    own.put("enable.auto.commit", "false");
    // An offset that is not there is an error to be seen, never a silent jump.
    own.put("auto.offset.reset", "none");
    own.put("max.poll.records", String.valueOf(options.maxPollRecords()));
    own.put("default.api.timeout.ms", "10000");
    own.put("request.timeout.ms", "10000");
    own.put("reconnect.backoff.max.ms", "1000");
    own.putAll(ofTheStage);
    return kafka.with(own);
  }
}
