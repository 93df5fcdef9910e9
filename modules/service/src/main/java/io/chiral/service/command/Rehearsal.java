package io.chiral.service.command;

import io.chiral.imagery.dataset.DataSets;
import io.chiral.imagery.overlap.Overlaps;
import io.chiral.messages.Codec;
import io.chiral.messages.spec.StudySpec;
import io.chiral.networks.published.WeightsFolder;
import io.chiral.service.plan.Planner;
import io.chiral.service.plan.Planner.PlannedRun;
import io.chiral.service.plan.StudyPlan;
import io.chiral.training.checkpoint.CheckpointStore;
import java.math.BigInteger;
import java.util.List;

/**
 * What would become of a study, without starting it: why it would be refused, and what it will
 * take. It may read files and block; any thread may ask.
 */
public final class Rehearsal {
  private final Codec codec;
  private final Admission admission;
  private final KnownSizes sizes;

  /** With what this node has. */
  public Rehearsal(
      Codec codec,
      DataSets dataSets,
      WeightsFolder weights,
      Overlaps overlaps,
      CheckpointStore store) {
    this.codec = codec;
    this.admission =
        new Admission(new InstalledCatalogue(dataSets, weights, overlaps, store), Limits.RUNS);
    this.sizes = new KnownSizes(dataSets);
  }

  /**
   * One reason to refuse a study.
   *
   * @param place JSON pointer into the command
   * @param message for people
   */
  public record Refusal(String place, String message) {}

  /** Everything for which the command role would refuse it; empty: it would start. */
  public List<Refusal> refusals(StudySpec spec) {
    return admission.check("/spec", spec).stream()
        .map(violation -> new Refusal(String.valueOf(violation.place()), violation.message()))
        .toList();
  }

  /**
   * What it will take. What is not here is not counted, and named.
   *
   * @throws IllegalArgumentException if there are more runs than a study may have
   */
  public StudyPlan plan(StudySpec spec) {
    BigInteger runs = Expansion.count(spec);
    if (runs.compareTo(BigInteger.valueOf(Limits.RUNS)) > 0) {
      throw new IllegalArgumentException(
          "the grid has %s runs, at most %d are allowed".formatted(runs, Limits.RUNS));
    }
    return new Planner(spec, sizes)
        .plan(
            Expansion.of(codec, "plan", spec).stream()
                .map(run -> new PlannedRun(run.run(), run.cell().role(), run.spec()))
                .toList());
  }
}
