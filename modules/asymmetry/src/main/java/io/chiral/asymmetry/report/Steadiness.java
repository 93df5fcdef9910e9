package io.chiral.asymmetry.report;

import io.chiral.asymmetry.evidence.Curve;
import io.chiral.asymmetry.evidence.Evidence;
import io.chiral.messages.event.RunEnded;
import io.chiral.messages.report.Figure;
import io.chiral.messages.report.Stability;
import io.chiral.messages.spec.DiscriminatorSpec;
import io.chiral.messages.spec.SettingSpec;
import io.chiral.messages.spec.StudySpec;
import io.chiral.messages.state.RunStatus;
import io.chiral.messages.work.Cell;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.hipparchus.stat.interval.BinomialProportion;
import org.hipparchus.stat.interval.ConfidenceInterval;

/** How steadily each discriminator trains, by the runs of its setting. */
final class Steadiness {

  private static final double CONFIDENCE = 0.95;

  private Steadiness() {}

  static List<Stability> of(Evidence evidence, StudySpec spec) {
    List<Stability> steady = new ArrayList<>();
    for (SettingSpec setting : spec.allSettings()) {
      DiscriminatorSpec discriminator = setting.discriminator();
      if (discriminator != null) {
        List<String> runs = runs(evidence, setting.id());
        steady.add(
            new Stability(
                setting.id(),
                discriminator.backbone(),
                failed(evidence, runs),
                guarded(evidence, runs),
                drift(evidence, runs),
                unsteady(evidence, runs)));
      }
    }
    return steady;
  }

  private static List<String> runs(Evidence evidence, String setting) {
    return evidence.grid().cells().entrySet().stream()
        .filter(run -> run.getValue().role() == Cell.Role.OBJECTIVE)
        .filter(run -> setting.equals(run.getValue().setting()))
        .map(Map.Entry::getKey)
        .toList();
  }

  private static Figure failed(Evidence evidence, List<String> runs) {
    List<RunEnded> ended = ended(evidence, runs);
    long failed = ended.stream().filter(end -> end.status() == RunStatus.FAILED).count();
    return share((int) failed, ended.size(), "no run has ended");
  }

  private static Figure unsteady(Evidence evidence, List<String> runs) {
    List<RunEnded> ended = ended(evidence, runs);
    long unsteady =
        ended.stream()
            .filter(end -> end.status() == RunStatus.FAILED || evidence.curve(end.run()).guarded())
            .count();
    return share((int) unsteady, ended.size(), "no run has ended");
  }

  private static List<RunEnded> ended(Evidence evidence, List<String> runs) {
    return runs.stream()
        .map(evidence::end)
        .filter(Objects::nonNull)
        .map(Objects::requireNonNull)
        .filter(end -> end.status() != RunStatus.CANCELLED)
        .toList();
  }

  private static Figure guarded(Evidence evidence, List<String> runs) {
    List<Curve> curves = runs.stream().map(evidence::curve).filter(Curve::known).toList();
    long guarded = curves.stream().filter(Curve::guarded).count();
    return share((int) guarded, curves.size(), "no training curve has come");
  }

  private static Figure share(int some, int all, String empty) {
    if (all == 0) {
      return Figure.absent(0, empty);
    }
    ConfidenceInterval interval =
        BinomialProportion.getWilsonScoreInterval(all, (double) some / all, CONFIDENCE);
    return new Figure(
        (double) some / all, interval.getLowerBound(), interval.getUpperBound(), all, null);
  }

  private static Figure drift(Evidence evidence, List<String> runs) {
    double[] drifts =
        runs.stream()
            .mapToDouble(run -> evidence.curve(run).marginDrift())
            .filter(Double::isFinite)
            .toArray();
    return RunMean.of(drifts, "no training curve with a margin has come");
  }
}
