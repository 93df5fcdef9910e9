package io.chiral.service.reporting;

import io.chiral.kafka.CloudEvents;
import io.chiral.kafka.InRecord;
import io.chiral.kafka.NotACloudEventException;
import io.chiral.kafka.OutRecord;
import io.chiral.kafka.Partition;
import io.chiral.kafka.Reporter;
import io.chiral.kafka.StateLostException;
import io.chiral.messages.Codec;
import io.chiral.messages.MessageType;
import io.chiral.messages.UnreadableMessageException;
import io.chiral.messages.event.MetricEvent;
import io.chiral.messages.event.StudyForgotten;
import io.chiral.messages.event.TilesStored;
import io.chiral.messages.report.AsOf;
import io.chiral.messages.report.AsymmetryReport;
import io.chiral.messages.state.Snapshot;
import io.chiral.service.node.Outbox;
import io.chiral.service.node.Tracing;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The reports of the partitions that this process owns, which go on from what earlier owners saved.
 * A study is read from the store when an event comes for it, and goes from memory when it is saved
 * and idle. Runs on the loop's thread.
 */
final class ReportingRole implements Reporter {
  private static final Logger LOG = LoggerFactory.getLogger(ReportingRole.class);

  private final Codec codec;
  private final Outbox outbox;
  private final String version;
  private final Tracing tracing;
  private final Clock clock;
  private final Supplier<Map<Integer, Snapshot>> bookmarks;
  private final Snapshots snapshots;
  private final Saving saving;
  private final Map<Partition, PartitionReports> partitions = new HashMap<>();

  /** Files that turned out to be of no use. */
  private final Set<String> unusable = new HashSet<>();

  /**
   * @param bookmarks reads what was saved, by number of partition; may block
   */
  ReportingRole(
      Codec codec,
      Outbox outbox,
      String version,
      Tracing tracing,
      Clock clock,
      Supplier<Map<Integer, Snapshot>> bookmarks,
      Snapshots snapshots,
      SavePolicy policy) {
    this.codec = codec;
    this.outbox = outbox;
    this.version = version;
    this.tracing = tracing;
    this.clock = clock;
    this.bookmarks = bookmarks;
    this.snapshots = snapshots;
    this.saving = new Saving(snapshots, policy, clock);
  }

  @Override
  public Map<Partition, Long> assigned(Map<Partition, Long> published) {
    Map<Integer, Snapshot> saved = bookmarks.get();
    Map<Partition, Long> starts = new HashMap<>();
    for (Partition partition : published.keySet()) {
      Snapshot snapshot = saved.get(partition.number());
      boolean use =
          snapshot != null
              && snapshot.studies().stream().noneMatch(s -> unusable.contains(s.file()));
      PartitionReports reports =
          use
              ? new PartitionReports(Objects.requireNonNull(snapshot), version, codec)
              : new PartitionReports(version, codec);
      partitions.put(partition, reports);
      starts.put(partition, reports.next());
    }
    LOG.info(
        "reports go on count={} fromTheBeginning={}",
        starts.size(),
        starts.values().stream().filter(start -> start == 0).count());
    return starts;
  }

  @Override
  public void fold(InRecord record, boolean silent) {
    PartitionReports reports = reports(record.partition());
    MetricEvent event = read(record);
    if (event instanceof StudyForgotten) {
      reports.forget(event.study(), silent);
    } else if (event != null
        && !(event instanceof TilesStored)
        && !reports.isForgotten(event.study())) {
      StudyReport study = reports.study(event.study());
      if (!study.saved().holds(record.offset())) {
        wake(study, record.partition());
        study.apply(event, silent, CloudEvents.trace(record));
        study.saved().came(record.offset(), reports.volume());
        study.heard(reports.volume(), clock.instant());
      }
    }
    byte[] body = record.body();
    reports.folded(record.offset(), body == null ? 0 : body.length);
  }

  private void wake(StudyReport study, Partition partition) {
    if (study.fold() != null) {
      return;
    }
    String file = Objects.requireNonNull(study.saved().file());
    try {
      study.wake(snapshots.read(study.study(), file));
    } catch (UnusableSnapshotException e) {
      LOG.error(
          "snapshot of no use, its partition is folded from the beginning study={} file={} error={}",
          study.study(),
          file,
          e.getMessage());
      unusable.add(file);
      throw new StateLostException(partition, e);
    }
  }

  /** Null for what is not ours to understand; a cell that lacks its events stays awaited. */
  private @Nullable MetricEvent read(InRecord record) {
    try {
      MessageType type = MessageType.named(CloudEvents.envelope(record).type());
      byte[] body = record.body();
      if (type != null && body != null && codec.read(type, body) instanceof MetricEvent event) {
        return event;
      }
      LOG.error("metric event of unknown type place={}", record.place());
    } catch (NotACloudEventException | UnreadableMessageException e) {
      LOG.error("metric event not readable place={} error={}", record.place(), e.getMessage());
    }
    return null;
  }

  @Override
  public List<OutRecord> news(Partition partition) {
    List<OutRecord> reports = new ArrayList<>();
    PartitionReports folded = reports(partition);
    folded.takeUnreported().forEach(study -> reports.add(outbox.unreported(study)));
    AsOf asOf = new AsOf(partition.number(), folded.next());
    for (StudyReport study : folded.all()) {
      if (study.fresh()) {
        reports.addAll(news(study, asOf));
      }
    }
    return reports;
  }

  private List<OutRecord> news(StudyReport study, AsOf asOf) {
    Span span = tracing.begin("report", study.trace(), Attributes.empty());
    try {
      AsymmetryReport news = study.news(asOf, clock.instant());
      return news == null
          ? List.of()
          : List.of(outbox.report(news).traced(Tracing.traceparent(span)));
    } finally {
      span.end();
    }
  }

  @Override
  public @Nullable OutRecord bookmark(Partition partition, Duration patience) {
    PartitionReports folded = reports(partition);
    if (patience.isZero()) {
      saving.goOn(folded);
    } else {
      saving.finish(folded, patience);
    }
    Snapshot snapshot = folded.snapshot(partition.number());
    if (snapshot == null) {
      return null;
    }
    OutRecord bookmark = outbox.snapshot(snapshot);
    if (outbox.isTooLarge(bookmark)) {
      LOG.error(
          "too many studies for a snapshot partition={} studies={}",
          partition,
          snapshot.studies().size());
      return null;
    }
    return bookmark;
  }

  @Override
  public void released(Set<Partition> gone) {
    partitions.keySet().removeAll(gone);
  }

  /** How many of its studies are in memory. */
  long awake(Partition partition) {
    return reports(partition).all().stream().filter(study -> study.fold() != null).count();
  }

  private PartitionReports reports(Partition partition) {
    return Objects.requireNonNull(partitions.get(partition));
  }
}
