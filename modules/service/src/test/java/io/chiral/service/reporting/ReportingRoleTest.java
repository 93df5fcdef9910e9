package io.chiral.service.reporting;

import static org.assertj.core.api.Assertions.assertThat;

import io.chiral.kafka.InRecord;
import io.chiral.kafka.OutRecord;
import io.chiral.kafka.Partition;
import io.chiral.messages.Codec;
import io.chiral.messages.MessageType;
import io.chiral.messages.Topics;
import io.chiral.messages.event.MetricEvent;
import io.chiral.messages.event.RunEnded;
import io.chiral.messages.report.AsymmetryReport;
import io.chiral.messages.state.RunStatus;
import io.chiral.service.node.Outbox;
import io.chiral.service.node.Tracing;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ReportingRoleTest {
  private static final Clock CLOCK = Clock.fixed(Instant.EPOCH, ZoneOffset.UTC);
  private static final Partition PARTITION = new Partition("chiral.metrics", 3);

  private final Codec codec = new Codec();
  private final ReportingRole role =
      new ReportingRole(
          codec,
          new Outbox(Topics.standard(), codec, "/reporting/w", CLOCK),
          "test",
          Tracing.silent(),
          CLOCK);

  @BeforeEach
  void ownAPartition() {
    assertThat(role.assigned(PARTITION, 40)).isZero();
  }

  private void fold(long offset, String type, byte[] body, boolean silent) {
    Map<String, String> headers =
        Map.of("ce_specversion", "1.0", "ce_id", "e" + offset, "ce_source", "/w", "ce_type", type);
    role.fold(new InRecord(PARTITION, offset, "s", headers, body, Instant.EPOCH), silent);
  }

  private void fold(long offset, MetricEvent event, boolean silent) {
    Record message = (Record) event;
    fold(offset, MessageType.of(message).typeName(), codec.write(message), silent);
  }

  private List<AsymmetryReport> publish() {
    return role.publish(Set.of(PARTITION)).stream().map(this::report).toList();
  }

  private AsymmetryReport report(OutRecord record) {
    return codec.read(AsymmetryReport.class, Objects.requireNonNull(record.body()));
  }

  private static RunEnded ended(String study) {
    return new RunEnded(study, "r-1", RunStatus.COMPLETED, null);
  }

  @Test
  void saysHowFarItHasRead() {
    fold(41, ended("s"), false);

    assertThat(publish())
        .singleElement()
        .matches(report -> report.study().equals("s"))
        .matches(report -> report.asOf().offset() == 42 && report.asOf().partition() == 3);
  }

  @Test
  void saysNothingOfWhatAnEarlierOwnerSaid() {
    fold(0, ended("s"), true);

    assertThat(publish()).isEmpty();
  }

  @Test
  void saysTheSameThingOnce() {
    fold(41, ended("s"), false);
    publish();
    fold(42, ended("s"), false);

    assertThat(publish()).isEmpty();
  }

  @Test
  void saysAgainWhatWasTakenFromItBeforeItWasTold() {
    fold(41, ended("s"), false);
    assertThat(publish()).hasSize(1);
    role.released(Set.of(PARTITION));
    role.assigned(PARTITION, 40);
    fold(41, ended("s"), false);

    assertThat(publish()).hasSize(1);
  }

  @Test
  void reportsEachStudyApart() {
    fold(41, ended("a"), false);
    fold(42, ended("b"), false);

    assertThat(publish()).extracting(AsymmetryReport::study).containsExactlyInAnyOrder("a", "b");
  }

  @Test
  void passesOverWhatItCannotRead() {
    fold(41, MessageType.RUN_ENDED.typeName(), "{".getBytes(StandardCharsets.UTF_8), false);
    fold(42, "io.chiral.from-the-future.v9", codec.write(ended("s")), false);
    fold(43, ended("s"), false);

    assertThat(publish()).singleElement().matches(report -> report.asOf().offset() == 44);
  }

  @Test
  void forgetsWhatAnotherMemberOwns() {
    fold(41, ended("s"), false);
    role.released(Set.of(PARTITION));
    role.assigned(PARTITION, 42);

    assertThat(publish()).isEmpty();
  }
}
