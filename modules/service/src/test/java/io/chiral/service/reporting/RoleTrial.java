package io.chiral.service.reporting;

import io.chiral.kafka.InRecord;
import io.chiral.kafka.OutRecord;
import io.chiral.kafka.Partition;
import io.chiral.messages.Codec;
import io.chiral.messages.MessageType;
import io.chiral.messages.Topics;
import io.chiral.messages.event.MetricEvent;
import io.chiral.messages.report.AsymmetryReport;
import io.chiral.messages.state.Snapshot;
import io.chiral.service.node.Outbox;
import io.chiral.service.node.Tracing;
import io.chiral.training.checkpoint.DirectoryStore;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A reporting role without a loop, in one partition; another of the same store may take over. */
final class RoleTrial {
  static final Partition PARTITION = new Partition("chiral.metrics", 3);

  final DirectoryStore store;
  final FailingStore failing;
  final HandClock clock = new HandClock();
  private final Codec codec = new Codec();
  private final SavePolicy policy;
  private @Nullable ReportingRole role;

  RoleTrial(Path folder, SavePolicy policy) {
    store = new DirectoryStore(folder);
    failing = new FailingStore(store);
    this.policy = policy;
  }

  /** A new process owns the partition from now on; where it reads from. */
  long takeOver(Map<Integer, Snapshot> bookmarks, long published) {
    role =
        new ReportingRole(
            codec,
            new Outbox(Topics.standard(), codec, "/reporting/w", clock),
            "test",
            Tracing.silent(),
            clock,
            () -> bookmarks,
            new Snapshots(failing.asStore(), codec),
            policy);
    return again(published);
  }

  /** The same process is given the partition once more. */
  long again(long published) {
    return Objects.requireNonNull(role().assigned(Map.of(PARTITION, published)).get(PARTITION));
  }

  ReportingRole role() {
    return Objects.requireNonNull(role);
  }

  void fold(long offset, MetricEvent event, boolean silent) {
    Record message = (Record) event;
    fold(offset, MessageType.of(message).typeName(), codec.write(message), silent);
  }

  void fold(long offset, String type, byte[] body, boolean silent) {
    Map<String, String> headers = new HashMap<>();
    headers.put("ce_specversion", "1.0");
    headers.put("ce_id", "e" + offset);
    headers.put("ce_source", "/w");
    headers.put("ce_type", type);
    headers.put("traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01");
    role().fold(new InRecord(PARTITION, offset, "s", headers, body, Instant.EPOCH), silent);
  }

  /** Studies whose report is taken away now; asked for in place of {@link #news}. */
  List<String> unreported() {
    return role().news(PARTITION).stream()
        .filter(record -> record.body() == null)
        .map(OutRecord::key)
        .toList();
  }

  List<AsymmetryReport> news() {
    return role().news(PARTITION).stream()
        .filter(record -> record.body() != null)
        .map(record -> codec.read(AsymmetryReport.class, body(record)))
        .toList();
  }

  /** How many studies are in memory. */
  long awake() {
    return role().awake(PARTITION);
  }

  /** What is said of the state in passing. */
  @Nullable Snapshot bookmark() {
    return snapshot(role().bookmark(PARTITION, Duration.ZERO));
  }

  /** What is said of it when the partition leaves. */
  @Nullable Snapshot lastBookmark() {
    return snapshot(role().bookmark(PARTITION, Duration.ofSeconds(60)));
  }

  private @Nullable Snapshot snapshot(@Nullable OutRecord record) {
    return record == null ? null : codec.read(Snapshot.class, body(record));
  }

  private static byte[] body(OutRecord record) {
    return Objects.requireNonNull(record.body());
  }

  /** Stands unless it is moved. */
  static final class HandClock extends Clock {
    private Instant now = Instant.EPOCH;

    void pass(Duration time) {
      now = now.plus(time);
    }

    @Override
    public Instant instant() {
      return now;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }
}
