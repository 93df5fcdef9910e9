package io.chiral.asymmetry.report;

import io.chiral.asymmetry.assessor.Assessors;
import io.chiral.asymmetry.assessor.Benchmark;
import io.chiral.asymmetry.assessor.Transfers;
import io.chiral.asymmetry.evidence.Evidence;
import io.chiral.asymmetry.evidence.ItemScores.Series;
import io.chiral.asymmetry.objective.Objectives;
import io.chiral.asymmetry.panel.JudgeTraits;
import io.chiral.asymmetry.people.PeopleReport;
import io.chiral.asymmetry.replicate.Replicates;
import io.chiral.messages.event.StudyExpanded;
import io.chiral.messages.report.AsOf;
import io.chiral.messages.report.AsymmetryReport;
import io.chiral.messages.report.Contrast;
import io.chiral.messages.report.GainOverBicubic;
import io.chiral.messages.report.Transfer;
import io.chiral.messages.spec.DiscriminatorSpec;
import io.chiral.messages.spec.MetricSpec;
import io.chiral.messages.spec.SettingSpec;
import io.chiral.messages.spec.StudySpec;
import io.chiral.messages.spec.TransferSpec;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Makes reports of one study's evidence. Keeps what is dear to compute and seldom changes: the
 * assessors' correlations. Not thread-safe.
 */
public final class Reporter {

  private static final List<String> ALL_FAMILIES =
      List.of(JudgeTraits.PERCEPTUAL, JudgeTraits.DISTORTION, JudgeTraits.REFERENCE_PERCEPTUAL);

  private final Evidence evidence;
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
  public Reporter(Evidence evidence) {
    this.evidence = evidence;
    replicates = new Replicates(evidence.study(), Replicates.STANDARD);
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
    List<Contrast> patchGain = patchGain(spec, objectives);
    List<Contrast> suppression = artefactSuppression(spec, objectives);
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
        patchGain,
        List.of(),
        suppression,
        Steadiness.of(evidence, spec),
        List.of(),
        transfers(spec),
        List.of(),
        diagnoses.list(),
        people.report(spec, objectives.people()),
        evidence.faults().list(),
        ProtocolWriter.write(
            evidence,
            header,
            lives,
            objectives,
            missing(spec, progress, lives, objectives, gains, patchGain, suppression, diagnoses)));
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
          Transfers.of(declared, complete, evidence.items(), Progress.splits(evidence), replicates);
      transferKey = key;
    }
    return transfers;
  }

  /** Patch − vanilla of discriminators alike but for their level (and cut). */
  private static List<Contrast> patchGain(StudySpec spec, Objectives objectives) {
    List<Contrast> contrasts = new ArrayList<>();
    for (SettingSpec patch : spec.allSettings()) {
      for (SettingSpec vanilla : spec.allSettings()) {
        DiscriminatorSpec one = patch.discriminator();
        DiscriminatorSpec other = vanilla.discriminator();
        boolean sameScale = patch.fidelityScale() == vanilla.fidelityScale();
        if (one != null && other != null && sameScale && comparable(one, other)) {
          contrasts.addAll(objectives.contrasts(one.backbone(), patch, vanilla, ALL_FAMILIES));
        }
      }
    }
    return contrasts;
  }

  private static boolean comparable(DiscriminatorSpec patch, DiscriminatorSpec vanilla) {
    return patch.level().equals("patch")
        && vanilla.level().equals("vanilla")
        && patch.backbone().equals(vanilla.backbone())
        && patch.initialisation().equals(vanilla.initialisation())
        && patch.weight() == vanilla.weight();
  }

  private static List<Contrast> artefactSuppression(StudySpec spec, Objectives objectives) {
    List<Contrast> contrasts = new ArrayList<>();
    for (SettingSpec setting : spec.allSettings()) {
      SettingSpec none = spec.unopposed(setting);
      if (none != null && setting.discriminator() != null) {
        // Artefact measures are turned so that more is better: s − none is what s suppresses.
        contrasts.addAll(
            objectives.contrasts(setting.id(), setting, none, List.of(JudgeTraits.ARTEFACT)));
      }
    }
    return contrasts;
  }

  private static List<String> missing(
      StudySpec spec,
      Progress progress,
      Assessors assessors,
      Objectives objectives,
      List<GainOverBicubic> gains,
      List<Contrast> patchGain,
      List<Contrast> suppression,
      Diagnoses diagnoses) {
    List<String> missing = new ArrayList<>(progress.failed());
    missing.addAll(objectives.dropped());
    assessors.benchmarks().stream().map(Benchmark::warnings).forEach(missing::addAll);
    if (spec.assessment() == null) {
      missing.add("asymmetry: the study has no assessors");
    }
    if (gains.isEmpty()) {
      missing.add("gainOverBicubic: needs the baseline's and the cells' psnr-y");
    }
    if (patchGain.isEmpty()) {
      missing.add("patchGain: no backbone was evaluated both at patch and at vanilla level");
    }
    if (suppression.isEmpty()) {
      missing.add("artefactSuppression: no artefact measure is among the judges");
    }
    if (spec.assessment() == null || spec.assessment().transfers().isEmpty()) {
      missing.add("transfer: the study compares no initialisations");
    }
    missing.addAll(diagnoses.leftOut());
    missing.add("convolutionGain, harmWeight: not among what this study varies");
    return missing;
  }
}
