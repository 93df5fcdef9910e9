package io.chiral.messages.report;

import java.util.List;

/**
 * One measure of {@link io.chiral.messages.event.TrainingDiagnosed} in one cell, mean over seeds.
 *
 * @param setting setting id
 * @param metric metric id
 * @param name of the measure
 * @param points by step
 */
public record Diagnosis(String setting, String metric, String name, List<Point> points) {

  public Diagnosis {
    points = List.copyOf(points);
  }

  /**
   * One step.
   *
   * @param step of training
   * @param figure mean over the seeds that have come; n: how many
   */
  public record Point(int step, Figure figure) {}
}
