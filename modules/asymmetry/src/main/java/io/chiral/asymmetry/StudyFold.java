package io.chiral.asymmetry;

import io.chiral.asymmetry.evidence.Evidence;
import io.chiral.asymmetry.evidence.Noted;
import io.chiral.asymmetry.order.TwoLives;
import io.chiral.asymmetry.report.Effort;
import io.chiral.asymmetry.report.Reporter;
import io.chiral.messages.event.MetricEvent;
import io.chiral.messages.report.AsOf;
import io.chiral.messages.report.AsymmetryReport;
import java.time.Instant;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The fold of one study's events into its report. Idempotent, order-independent and mergeable: the
 * same events in any order, any number of times, in any number of folds that are then merged, give
 * the same report. A second, different value for a key is shown as a fault.
 *
 * <p>Memory is bounded by the declared grid: 8 bytes a score, 30 a logged training step, 8 a value
 * that training was diagnosed with. Not thread-safe: one thread at a time, for reports too.
 */
public final class StudyFold {

  private final String study;
  private final Evidence evidence;
  private final Reporter reporter;

  /** A fold of nothing yet. */
  public StudyFold(String study) {
    this(study, Effort.STANDARD);
  }

  /** A fold of nothing yet, whose reports take another effort. */
  public StudyFold(String study, Effort effort) {
    this.study = study;
    evidence = new Evidence(study);
    reporter = new Reporter(evidence, effort);
  }

  public String study() {
    return study;
  }

  /**
   * Takes an event in.
   *
   * @throws IllegalArgumentException if it is of another study
   */
  public void apply(MetricEvent event) {
    if (!event.study().equals(study)) {
      throw new IllegalArgumentException(
          "an event of study '%s' came to the fold of study '%s'".formatted(event.study(), study));
    }
    evidence.add(event);
  }

  /**
   * Takes everything in that another fold has.
   *
   * @throws IllegalArgumentException if it is of another study
   */
  public void merge(StudyFold other) {
    if (!other.study.equals(study)) {
      throw new IllegalArgumentException(
          "the fold of study '%s' can't be merged into that of study '%s'"
              .formatted(other.study, study));
    }
    evidence.addAll(other.evidence);
  }

  /**
   * Events that fold to the same state, in a fixed order, apart from {@link #faults}. With these
   * they are a snapshot that the codec can write.
   */
  public Stream<MetricEvent> events() {
    return evidence.events();
  }

  /** The contradictions that were noted, in a fixed order; 400 at most. */
  public Stream<Noted> faults() {
    return evidence.faults().noted();
  }

  /**
   * Takes in a contradiction that another fold of the study noted.
   *
   * @throws NumberFormatException if its values are no numbers and shall be
   */
  public void note(Noted fault) {
    evidence.faults().note(fault);
  }

  /** Whether every declared cell ended and all its scores were folded. Cheap. */
  public boolean complete() {
    return !reporter.provisional();
  }

  /**
   * The two lives that the setting's headline figures in a report tell of, pair by pair; null where
   * there is nothing to compare.
   */
  public @Nullable TwoLives lives(String setting) {
    return reporter.lives(setting);
  }

  /**
   * The report of what was folded. Never fails for want of data: what can't be told is absent, with
   * the reason. Takes up to a second of computation when assessors' scores are new.
   *
   * @param asOf how far events were folded
   * @param generatedAt now
   * @param version of the software
   */
  public AsymmetryReport report(AsOf asOf, Instant generatedAt, String version) {
    return reporter.report(asOf, generatedAt, version);
  }
}
