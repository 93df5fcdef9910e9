package io.chiral.service.retention;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.chiral.kafka.InRecord;
import io.chiral.kafka.Partition;
import io.chiral.messages.Codec;
import io.chiral.messages.MessageType;
import io.chiral.messages.Topics;
import io.chiral.training.checkpoint.References;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ReferenceScanTest {

  private static final Path EXAMPLES = Path.of("..", "..", "schemas", "examples");
  private static final Topics TOPICS = Topics.standard();
  private static final String A = "a".repeat(64);
  private static final String B = "b".repeat(64);
  private static final String C = "c".repeat(64);

  private final ReferenceScan scan = new ReferenceScan(TOPICS, new Codec());
  private long offset;

  @Test
  void findsEveryDigestAndEveryJudgeInAText() {
    Mentions found =
        Mentions.in(
            "{\"last\":{\"id\":\"%s\"},\"judges\":[\"psnr-y\",\"nr-alexnet.0123456789abcdef\"],\"x\":\"%sc\"}"
                .formatted(A, B)
                .getBytes(UTF_8));

    assertThat(found.ids()).containsExactly(A);
    assertThat(found.digits()).containsExactly("0123456789abcdef");
  }

  @Test
  void takesWhatTheNewestStatesMention() {
    take(MessageType.RUN_STATE, "r", state(A));
    take(MessageType.RUN_STATE, "r", state(B));
    take(MessageType.STUDY_STATE, "s", "{\"judges\":[\"dists-vgg16.fedcba9876543210\"]}");
    take(MessageType.ASYMMETRY_REPORT, "s", "{\"cites\":\"" + C + "\"}");

    References references = scan.references();

    assertThat(references.named()).containsExactlyInAnyOrder(B, C);
    assertThat(references.digits()).containsExactly("fedcba9876543210");
  }

  @Test
  void takesWhatWasPublishedOfRunsThatExist() throws IOException {
    String event = Files.readString(EXAMPLES.resolve("checkpoint-published/milestone.json"));
    take(MessageType.CHECKPOINT_PUBLISHED, "id", event);
    assertThat(scan.references().published()).isEmpty();

    String run = new ObjectMapper().readTree(event).at("/run").asText();
    take(MessageType.RUN_STATE, run, state(A));
    assertThat(scan.references().published())
        .singleElement()
        .satisfies(each -> assertThat(each.run()).isEqualTo(run));

    take(MessageType.RUN_STATE, run, null);
    assertThat(scan.references().published()).isEmpty();
    assertThat(scan.references().named()).isEmpty();
  }

  @Test
  void takesTilesAndPassesOtherEventsBy() throws IOException {
    take(
        MessageType.TILES_STORED,
        "s",
        Files.readString(EXAMPLES.resolve("tiles-stored/evaluation.json")));
    take(MessageType.TRAINING_SCALARS, "s", "not even JSON");

    assertThat(scan.references().files()).isNotEmpty().allMatch(each -> each.length() == 64);
    assertThat(scan.unreadable()).isEmpty();
  }

  @Test
  void needsNoTilesOfAForgottenStudy() throws IOException {
    String stored = Files.readString(EXAMPLES.resolve("tiles-stored/evaluation.json"));
    String study = new ObjectMapper().readTree(stored).at("/study").asText();
    take(MessageType.TILES_STORED, study, stored);
    take(
        MessageType.TILES_STORED,
        "t",
        stored.replace('"' + study + '"', "\"t\"").replace("0", "1"));
    int both = scan.references().files().size();
    take(MessageType.STUDY_FORGOTTEN, study, "{}");

    assertThat(scan.references().files()).hasSize(both / 2);
  }

  @Test
  void keepsWhatStandsInARecordThatCannotBeRead() {
    String event = "{\"checkpoint\":{\"id\":\"" + A + "\"},\"torn";
    take(MessageType.CHECKPOINT_PUBLISHED, B, event);
    take(MessageType.TILES_STORED, "s", "{\"tiles\":[{\"digest\":\"" + C + "\"");

    assertThat(scan.references().named()).contains(A, B);
    assertThat(scan.references().files()).contains(C);
    assertThat(scan.unreadable()).hasSize(2);
    assertThat(scan.publishedAt()).isEmpty();

    take(MessageType.CHECKPOINT_PUBLISHED, B, null);
    assertThat(scan.references().named()).doesNotContain(A, B);
  }

  @Test
  void takesTheFilesOfTheNewestSnapshotOfEachPartition() {
    take(MessageType.SNAPSHOT, "3", snapshot(A));
    take(MessageType.SNAPSHOT, "3", snapshot(B));
    take(MessageType.SNAPSHOT, "4", snapshot("c".repeat(64)));

    assertThat(scan.references().files()).containsExactlyInAnyOrder(B, "c".repeat(64));
  }

  private static String snapshot(String file) {
    return "{\"studies\":[{\"study\":\"s\",\"file\":\"" + file + "\"}]}";
  }

  private static String state(String last) {
    return "{\"last\":{\"id\":\"" + last + "\"}}";
  }

  @SuppressWarnings("NullAway") // takes byte @Nullable [] for an array of nullable bytes
  private void take(MessageType type, String key, @Nullable String body) {
    scan.take(
        new InRecord(
            new Partition(type.topic(TOPICS), 0),
            offset++,
            key,
            Map.of("ce_type", type.typeName()),
            body == null ? null : body.getBytes(UTF_8),
            Instant.EPOCH));
  }
}
