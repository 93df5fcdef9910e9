package io.chiral.service.command;

import io.chiral.kafka.InRecord;
import io.chiral.kafka.KafkaSettings;
import io.chiral.kafka.TopicScan;
import io.chiral.messages.Codec;
import io.chiral.messages.Topics;
import io.chiral.messages.UnreadableMessageException;
import io.chiral.messages.state.InstallationState;
import io.chiral.messages.state.RunState;
import io.chiral.messages.state.StudyState;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads the state that the compacted topics hold. Blocks. */
final class StoredState {
  private static final Logger LOG = LoggerFactory.getLogger(StoredState.class);

  private final KafkaSettings kafka;
  private final Topics topics;
  private final Codec codec;
  private final Map<String, StudyState> studies = new HashMap<>();
  private final Map<String, RunState> runs = new HashMap<>();
  private @Nullable InstallationState installation;

  private StoredState(KafkaSettings kafka, Topics topics, Codec codec) {
    this.kafka = kafka;
    this.topics = topics;
    this.codec = codec;
  }

  static State read(KafkaSettings kafka, Topics topics, Codec codec) {
    StoredState stored = new StoredState(kafka, topics, codec);
    stored.scan();
    LOG.info("state read studies={} runs={}", stored.studies.size(), stored.runs.size());
    return State.of(stored.installation, stored.studies.values(), stored.runs.values());
  }

  private void scan() {
    TopicScan.read(kafka, "command-state", List.of(topics.studies(), topics.runs()), this::take);
    // A run without its study can't be decided about: its study's record was unreadable.
    runs.values().removeIf(run -> !studies.containsKey(run.study()));
  }

  private void take(InRecord record) {
    String key = record.key();
    if (key == null) {
      return;
    }
    boolean study = record.partition().topic().equals(topics.studies());
    byte[] body = record.body();
    try {
      if (study && key.equals(InstallationState.KEY)) {
        installation = body == null ? null : codec.read(InstallationState.class, body);
      } else if (body == null) {
        (study ? studies : runs).remove(key);
      } else if (study) {
        studies.put(key, codec.read(StudyState.class, body));
      } else {
        runs.put(key, codec.read(RunState.class, body));
      }
    } catch (UnreadableMessageException e) {
      // The last readable value of the key holds; we alone write here, so this is a defect.
      LOG.error("state not readable key={} error={}", key, e.getMessage());
    }
  }
}
