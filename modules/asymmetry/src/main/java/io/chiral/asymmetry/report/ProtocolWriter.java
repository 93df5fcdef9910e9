package io.chiral.asymmetry.report;

import io.chiral.asymmetry.assessor.Assessors;
import io.chiral.asymmetry.evidence.Evidence;
import io.chiral.asymmetry.evidence.ItemScores.Series;
import io.chiral.asymmetry.objective.Objectives;
import io.chiral.asymmetry.panel.JudgeCatalogue;
import io.chiral.asymmetry.panel.JudgeTraits;
import io.chiral.asymmetry.panel.Kinship;
import io.chiral.messages.event.FairWeightMeasured;
import io.chiral.messages.event.StudyExpanded;
import io.chiral.messages.report.Protocol;
import io.chiral.messages.report.Protocol.BenchmarkProtocol;
import io.chiral.messages.report.Protocol.FairWeight;
import io.chiral.messages.report.Protocol.JudgeProtocol;
import io.chiral.messages.spec.GeneratorSpec;
import io.chiral.messages.spec.Registration;
import io.chiral.messages.spec.SettingSpec;
import io.chiral.messages.spec.StudySpec;
import io.chiral.messages.spec.StudySpec.Evaluation;
import io.chiral.messages.work.Cell;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Says how the figures came about, and what is missing. */
final class ProtocolWriter {

  /** The schema bounds a text by 4000. */
  private static final int LONGEST = 3900;

  private ProtocolWriter() {}

  /** Before the study's expansion was folded. */
  static Protocol unknown() {
    return new Protocol(
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        List.of(),
        List.of(),
        0,
        null,
        List.of(),
        List.of(),
        List.of(),
        Rules.ALL,
        List.of("the study's expansion has not come"));
  }

  static Protocol write(
      Evidence evidence,
      StudyExpanded header,
      Assessors assessors,
      Objectives objectives,
      int replicates,
      List<String> missing) {
    StudySpec spec = header.spec();
    return new Protocol(
        spec.title(),
        spec.notice(),
        header.specDigest(),
        header.registration(),
        header.version(),
        spec.headline(),
        assessors.proxy() ? "distortion level, not people's opinion" : null,
        generator(spec.generator()),
        spec.training().steps(),
        objectives.evaluations().steps(),
        spec.seeds(),
        replicates,
        splits(spec),
        fairWeights(evidence, spec),
        spec.evaluation().judges().stream().map(id -> judge(evidence, objectives, id)).toList(),
        benchmarks(evidence),
        Rules.ALL,
        withChanges(header, missing));
  }

  /** What is judged by other rules than were fixed is exploratory. */
  private static List<String> withChanges(StudyExpanded header, List<String> missing) {
    Registration fixed = header.registration();
    if (fixed == null || fixed.kin().equals(Kinship.table(header.spec()))) {
      return missing;
    }
    return Stream.concat(
            Stream.of(
                "exploratory: who is kin to whom is decided otherwise by this version than by %s,"
                        .formatted(header.version())
                    + " which fixed it before the first run"),
            missing.stream())
        .toList();
  }

  private static String generator(GeneratorSpec generator) {
    return "%s %s x%d, %s start"
        .formatted(generator.name(), generator.config(), generator.scale(), generator.start());
  }

  private static Protocol.@Nullable Splits splits(StudySpec spec) {
    StudySpec.Assessment assessment = spec.assessment();
    return assessment == null
        ? null
        : new Protocol.Splits(assessment.splits(), assessment.testShare(), assessment.splitSeed());
  }

  /** One a metric, seed and factor: runs of one seed share the start where it is measured. */
  private static List<FairWeight> fairWeights(Evidence evidence, StudySpec spec) {
    Map<String, Cell> cells = evidence.grid().cells();
    return evidence.fairWeights().stream()
        .map(measured -> fairWeight(measured, scale(spec, cells.get(measured.run()))))
        .distinct()
        .sorted(
            Comparator.comparing(FairWeight::metric)
                .thenComparing(
                    FairWeight::fidelityScale, Comparator.nullsLast(Comparator.naturalOrder()))
                .thenComparing(FairWeight::seed))
        .toList();
  }

  private static FairWeight fairWeight(FairWeightMeasured measured, @Nullable Double scale) {
    return new FairWeight(
        measured.metric(),
        measured.seed(),
        measured.pixelNorm(),
        measured.fidelityNorm(),
        measured.weight(),
        scale);
  }

  private static @Nullable Double scale(StudySpec spec, @Nullable Cell cell) {
    return cell == null
        ? null
        : spec.allSettings().stream()
            .filter(setting -> setting.id().equals(cell.setting()))
            .map(SettingSpec::fidelityScale)
            .findFirst()
            .orElse(null);
  }

  private static JudgeProtocol judge(Evidence evidence, Objectives objectives, String id) {
    JudgeTraits traits = JudgeCatalogue.knows(id) ? JudgeCatalogue.find(id) : null;
    return new JudgeProtocol(
        id,
        traits == null ? null : traits.family(),
        traits == null || traits.higherIsBetter(),
        id.equals(Evaluation.PEOPLE)
            ? objectives.people().protocol()
            : evidence.images().protocol(id),
        objectives.deviation(id));
  }

  /** Of assessors and transfers alike. */
  private static List<BenchmarkProtocol> benchmarks(Evidence evidence) {
    Map<String, BenchmarkProtocol> found = new TreeMap<>();
    for (Series series : Progress.completeAssessors(evidence)) {
      Map<String, String> scores =
          new TreeMap<>(
              found.containsKey(series.benchmark())
                  ? found.get(series.benchmark()).scores()
                  : Map.of());
      scores.merge(series.metric(), evidence.items().protocol(series), ProtocolWriter::distinct);
      found.put(
          series.benchmark(), new BenchmarkProtocol(series.benchmark(), series.proxy(), scores));
    }
    return List.copyOf(found.values());
  }

  /** First values and discriminators differ from seed to seed; of many the first are told. */
  private static String distinct(String known, String other) {
    return known.contains(other) || known.length() + other.length() > LONGEST
        ? known
        : known + " | " + other;
  }
}
