package io.chiral.service.reporting;

import io.chiral.kafka.CloudEvents;
import io.chiral.kafka.InRecord;
import io.chiral.kafka.NotACloudEventException;
import io.chiral.kafka.OutRecord;
import io.chiral.kafka.Partition;
import io.chiral.kafka.Reporter;
import io.chiral.messages.Codec;
import io.chiral.messages.MessageType;
import io.chiral.messages.UnreadableMessageException;
import io.chiral.messages.event.MetricEvent;
import io.chiral.messages.report.AsOf;
import io.chiral.messages.report.AsymmetryReport;
import io.chiral.service.node.Outbox;
import io.chiral.service.node.Tracing;
import io.chiral.service.reporting.StudyReport.OfPartition;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The reports of the partitions that this process owns, folded anew from their beginning whenever
 * it comes to own them. Runs on the loop's thread.
 */
final class ReportingRole implements Reporter {
  private static final Logger LOG = LoggerFactory.getLogger(ReportingRole.class);

  private final Codec codec;
  private final Outbox outbox;
  private final String version;
  private final Tracing tracing;
  private final Clock clock;
  private final Map<Partition, OfPartition> partitions = new HashMap<>();

  ReportingRole(Codec codec, Outbox outbox, String version, Tracing tracing, Clock clock) {
    this.codec = codec;
    this.outbox = outbox;
    this.version = version;
    this.tracing = tracing;
    this.clock = clock;
  }

  @Override
  public long assigned(Partition partition, long published) {
    partitions.put(partition, new OfPartition());
    return 0;
  }

  @Override
  public void fold(InRecord record, boolean silent) {
    OfPartition partition = Objects.requireNonNull(partitions.get(record.partition()));
    MetricEvent event = read(record);
    if (event != null) {
      partition.study(event.study(), version).apply(event, silent, CloudEvents.trace(record));
    }
    partition.folded(record.offset());
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
  public List<OutRecord> publish(Set<Partition> caughtUp) {
    List<OutRecord> reports = new ArrayList<>();
    for (Partition partition : caughtUp) {
      OfPartition folded = Objects.requireNonNull(partitions.get(partition));
      AsOf asOf = new AsOf(partition.number(), folded.next());
      for (StudyReport study : folded.all()) {
        if (study.fresh()) {
          reports.addAll(news(study, asOf));
        }
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
  public void released(Set<Partition> gone) {
    partitions.keySet().removeAll(gone);
  }
}
