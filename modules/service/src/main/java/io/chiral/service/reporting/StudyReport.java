package io.chiral.service.reporting;

import io.chiral.asymmetry.StudyFold;
import io.chiral.messages.event.MetricEvent;
import io.chiral.messages.event.StudyExpanded;
import io.chiral.messages.event.TilesStored;
import io.chiral.messages.report.AsOf;
import io.chiral.messages.report.AsymmetryReport;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One study's fold, and what was last said about it. */
final class StudyReport {
  private static final Instant NEVER = Instant.EPOCH;
  private static final AsOf NOWHERE = new AsOf(0, 0);

  private final StudyFold fold;
  private final String version;
  private boolean fresh;
  private @Nullable AsymmetryReport said;
  private @Nullable String trace;

  StudyReport(String study, String version) {
    this.fold = new StudyFold(study);
    this.version = version;
  }

  /**
   * @param silent its consequences were said by an earlier owner
   * @param traceparent of the event; the study's own comes with its expansion
   */
  void apply(MetricEvent event, boolean silent, @Nullable String traceparent) {
    fold.apply(event);
    if (event instanceof StudyExpanded) {
      trace = traceparent;
    }
    fresh |= !silent && !(event instanceof TilesStored);
  }

  /** Whether anything came since the last report. */
  boolean fresh() {
    return fresh;
  }

  /** What asked for the study; null: no trace. */
  @Nullable String trace() {
    return trace;
  }

  /** The report, if it says anything new since the last. */
  @Nullable AsymmetryReport news(AsOf asOf, Instant now) {
    if (!fresh) {
      return null;
    }
    fresh = false;
    AsymmetryReport report = fold.report(asOf, now, version);
    if (said != null && timeless(report).equals(timeless(said))) {
      return null;
    }
    said = report;
    return report;
  }

  /** Without what changes although nothing does. */
  private static AsymmetryReport timeless(AsymmetryReport report) {
    return new AsymmetryReport(
        report.study(),
        NEVER,
        report.version(),
        NOWHERE,
        report.provisional(),
        report.awaited(),
        report.conditionalOnRuns(),
        report.settings(),
        report.assessors(),
        report.gainOverBicubic(),
        report.patchGain(),
        report.convolutionGain(),
        report.artefactSuppression(),
        report.stability(),
        report.discriminators(),
        report.harmWeight(),
        report.transfer(),
        report.weightCurves(),
        report.diagnosis(),
        report.people(),
        report.faults(),
        report.protocol());
  }

  /** All studies of one partition, and how far it was folded. */
  static final class OfPartition {
    private final Map<String, StudyReport> studies = new HashMap<>();
    private long next;

    StudyReport study(String study, String version) {
      return studies.computeIfAbsent(study, id -> new StudyReport(id, version));
    }

    void folded(long offset) {
      next = offset + 1;
    }

    long next() {
      return next;
    }

    Iterable<StudyReport> all() {
      return studies.values();
    }
  }
}
