package io.chiral.service.plan;

import io.chiral.asymmetry.design.Certainty;
import java.util.List;
import java.util.Map;

/**
 * What a study will do and take, and what it can show.
 *
 * @param title of the study
 * @param settings ids of all settings, those of sweeps and sensitivity included
 * @param runs how many, each counted once
 * @param runsByRole how many of each role, in the order in which they come
 * @param depth runs of the longest chain that wait for each other
 * @param optimiserSteps of generators
 * @param assessorSteps of assessors
 * @param imagesEvaluated images that are upscaled and judged
 * @param itemsAssessed images of label tables that are scored, over all runs and splits
 * @param multiplyAdds of all networks
 * @param processorSeconds wall time on two cores, all runs one after another
 * @param gpu the same on one accelerator
 * @param storageBytes of checkpoints and tiles
 * @param certainty what the design can make certain
 * @param notes what the figures rest on, and what is not known here
 */
public record StudyPlan(
    String title,
    List<String> settings,
    int runs,
    Map<String, Integer> runsByRole,
    int depth,
    long optimiserSteps,
    long assessorSteps,
    long imagesEvaluated,
    long itemsAssessed,
    double multiplyAdds,
    double processorSeconds,
    Gpu gpu,
    double storageBytes,
    Certainty certainty,
    List<String> notes) {

  public StudyPlan {
    settings = List.copyOf(settings);
    notes = List.copyOf(notes);
  }

  /**
   * An accelerator as it is assumed.
   *
   * @param device its kind
   * @param flopsPerSecond sustained floating-point operations, two a multiply-add
   * @param hours of one
   */
  public record Gpu(String device, double flopsPerSecond, double hours) {}
}
