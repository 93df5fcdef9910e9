package io.chiral.service.reporting;

import io.chiral.asymmetry.StudyFold;
import io.chiral.messages.Codec;
import io.chiral.messages.event.MetricEvent;
import io.chiral.messages.event.StudyExpanded;
import io.chiral.messages.report.AsOf;
import io.chiral.messages.report.AsymmetryReport;
import io.chiral.messages.state.Snapshot.SavedStudy;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One study's fold, what was last said about it, and how much of it is durable. It sleeps while its
 * fold is in the store only.
 */
final class StudyReport {
  private static final Instant NEVER = Instant.EPOCH;
  private static final AsOf NOWHERE = new AsOf(0, 0);

  private final String study;
  private final String version;
  private final Codec codec;
  private final Saved saved;
  private @Nullable StudyFold fold;
  private boolean fresh;

  /** Whether there is anything that a report has told. */
  private boolean told;

  /** Digest of the last report; null: not known here. */
  private @Nullable String said;

  private @Nullable String trace;
  private long heardVolume;
  private Instant heardAt = NEVER;

  /** Nothing came yet. */
  StudyReport(String study, String version, Codec codec) {
    this.study = study;
    this.version = version;
    this.codec = codec;
    saved = new Saved();
    fold = new StudyFold(study);
  }

  /** One that sleeps. */
  StudyReport(SavedStudy asleep, String version, Codec codec) {
    study = asleep.study();
    this.version = version;
    this.codec = codec;
    saved = new Saved(asleep.file(), asleep.upTo());
    trace = asleep.trace();
    told = true;
  }

  String study() {
    return study;
  }

  Saved saved() {
    return saved;
  }

  /** Null: asleep. */
  @Nullable StudyFold fold() {
    return fold;
  }

  /** What slept has its fold again. */
  void wake(StudyFold restored) {
    fold = restored;
  }

  /** Forgets what the store has. */
  void sleep() {
    fold = null;
  }

  /**
   * Takes an event in; awake.
   *
   * @param silent its consequences were said by an earlier owner
   * @param traceparent of the event; the study's own comes with its expansion
   */
  void apply(MetricEvent event, boolean silent, @Nullable String traceparent) {
    StudyFold awake = Objects.requireNonNull(fold);
    if (!silent && told && said == null) {
      said = digest(awake.report(NOWHERE, NEVER, version));
    }
    awake.apply(event);
    if (event instanceof StudyExpanded) {
      trace = traceparent;
    }
    fresh |= !silent;
    told |= silent;
  }

  /** An event came, when so much had come to the partition. */
  void heard(long volume, Instant now) {
    heardVolume = volume;
    heardAt = now;
  }

  /** Whether nothing came for long. */
  boolean isIdle(SavePolicy policy, long volume, Instant now) {
    return volume - heardVolume >= policy.bytes() || !now.isBefore(heardAt.plus(policy.idle()));
  }

  /** Whether it should be made durable: what was said of it, so that the next owner goes on. */
  boolean isDue(SavePolicy policy, long volume, Instant now) {
    return isSavable()
        && (saved.behind(volume) >= policy.worth(saved.bytes()) || isIdle(policy, volume, now));
  }

  /** Whether there is something to be made durable that was told. */
  boolean isSavable() {
    return !fresh && !saved.isWhole();
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
    AsymmetryReport report = Objects.requireNonNull(fold).report(asOf, now, version);
    String says = digest(report);
    if (says.equals(said)) {
      return null;
    }
    said = says;
    return report;
  }

  private String digest(AsymmetryReport report) {
    return codec.digest(timeless(report));
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
}
