package io.chiral.asymmetry.report;

import io.chiral.asymmetry.architecture.Discriminators;
import io.chiral.asymmetry.assessor.Assessors;
import io.chiral.asymmetry.assessor.Transfers;
import io.chiral.asymmetry.evidence.Evidence;
import io.chiral.asymmetry.evidence.ItemScores.Series;
import io.chiral.asymmetry.objective.Contrasts;
import io.chiral.asymmetry.objective.Objectives;
import io.chiral.asymmetry.objective.WeightSweeps;
import io.chiral.asymmetry.order.TwoLives;
import io.chiral.asymmetry.people.PeopleReport;
import io.chiral.asymmetry.replicate.Replicates;
import io.chiral.messages.event.StudyExpanded;
import io.chiral.messages.report.AsOf;
import io.chiral.messages.report.AsymmetryReport;
import io.chiral.messages.report.GainOverBicubic;
import io.chiral.messages.report.Transfer;
import io.chiral.messages.spec.MetricSpec;
import io.chiral.messages.spec.StudySpec;
import io.chiral.messages.spec.TransferSpec;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Makes reports of one study's evidence. Keeps what is dear to compute and seldom changes: the
 * assessors' correlations. Not thread-safe.
 */
public final class Reporter {

  private final Evidence evidence;
  private final Effort effort;
  private final Replicates replicates;
  private final Assessors.Known knownReports = new Assessors.Known();
  private final PeopleReport people;
  private @Nullable Assessors assessors;
  private @Nullable AssessorKey assessorKey;
  private List<Transfer> transfers = List.of();
  private @Nullable AssessorKey transferKey;

  /** What the assessors' figures depend on; scores of complete series change by faults only. */
  private record AssessorKey(List<MetricSpec> metrics, List<Series> complete, int faults) {}

  /** Nothing is computed yet. */
  public Reporter(Evidence evidence, Effort effort) {
    this.evidence = evidence;
    this.effort = effort;
    replicates = new Replicates(evidence.study(), effort.replicates());
    people = new PeopleReport(evidence, replicates);
  }

  /** Whether the report of this evidence would be provisional. */
  public boolean provisional() {
    return !new Progress(evidence).complete();
  }

  /**
   * The report of the evidence as it stands.
   *
   * @param asOf how far events were folded
   * @param generatedAt now
   * @param version of the software
   */
  public AsymmetryReport report(AsOf asOf, Instant generatedAt, String version) {
    StudyExpanded header = evidence.grid().header();
    Progress progress = new Progress(evidence);
    return header == null
        ? empty(asOf, generatedAt, version, progress)
        : full(asOf, generatedAt, version, progress, header);
  }

  /**
   * The two lives that a setting's headline figures tell of, pair by pair; null where there is
   * nothing to compare.
   */
  public @Nullable TwoLives lives(String setting) {
    StudySpec spec = evidence.grid().spec();
    if (spec == null) {
      return null;
    }
    Objectives objectives = new Objectives(evidence, spec, replicates, people.answers());
    return new Settings(spec, new Progress(evidence), assessors(spec), objectives).lives(setting);
  }

  private AsymmetryReport empty(AsOf asOf, Instant generatedAt, String version, Progress progress) {
    return new AsymmetryReport(
        evidence.study(),
        generatedAt,
        version,
        asOf,
        true,
        progress.awaited(),
        true,
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        null,
        evidence.faults().list(),
        ProtocolWriter.unknown());
  }

  private AsymmetryReport full(
      AsOf asOf, Instant generatedAt, String version, Progress progress, StudyExpanded header) {
    StudySpec spec = header.spec();
    Assessors lives = assessors(spec);
    Objectives objectives = new Objectives(evidence, spec, replicates, people.answers());
    List<GainOverBicubic> gains = objectives.gains();
    Contrasts contrasts = new Contrasts(spec, objectives);
    WeightSweeps sweeps = new WeightSweeps(spec, objectives);
    Diagnoses diagnoses = new Diagnoses(evidence, spec);
    return new AsymmetryReport(
        evidence.study(),
        generatedAt,
        version,
        asOf,
        !progress.complete(),
        progress.awaited(),
        objectives.conditionalOnRuns() || lives.conditionalOnSeeds(),
        new Settings(spec, progress, lives, objectives).reports(),
        lives.reports(),
        gains,
        contrasts.patchGain(),
        contrasts.convolutionGain(),
        contrasts.artefactSuppression(),
        Steadiness.of(evidence, spec),
        Discriminators.of(spec),
        sweeps.harm(),
        transfers(spec),
        sweeps.curves(),
        diagnoses.list(),
        people.report(spec, objectives.people()),
        evidence.faults().list(),
        ProtocolWriter.write(
            evidence,
            header,
            lives,
            objectives,
            effort.replicates(),
            Missing.of(spec, progress, lives, objectives, gains, contrasts, sweeps, diagnoses)));
  }

  private Assessors assessors(StudySpec spec) {
    List<Series> complete = Progress.completeAssessors(evidence);
    AssessorKey key = new AssessorKey(spec.metrics(), complete, evidence.faults().list().size());
    Assessors known = assessors;
    if (known == null || !key.equals(assessorKey)) {
      if (assessorKey != null && assessorKey.faults() != key.faults()) {
        knownReports.clear();
      }
      known =
          new Assessors(
              spec.metrics().stream().map(MetricSpec::id).toList(),
              complete,
              evidence.items(),
              Progress.splits(evidence),
              replicates,
              effort.sideReplicates(),
              knownReports);
      assessors = known;
      assessorKey = key;
    }
    return known;
  }

  private List<Transfer> transfers(StudySpec spec) {
    List<TransferSpec> declared =
        spec.assessment() == null ? List.of() : spec.assessment().transfers();
    List<Series> complete =
        Progress.completeAssessors(evidence).stream()
            .filter(
                series -> !spec.metrics().stream().anyMatch(m -> m.id().equals(series.metric())))
            .toList();
    AssessorKey key = new AssessorKey(List.of(), complete, evidence.faults().list().size());
    if (!key.equals(transferKey)) {
      transfers =
          Transfers.of(
              declared,
              complete,
              evidence.items(),
              Progress.splits(evidence),
              spec.training().steps(),
              replicates);
      transferKey = key;
    }
    return transfers;
  }
}
