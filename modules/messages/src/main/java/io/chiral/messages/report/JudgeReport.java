package io.chiral.messages.report;

import java.util.List;

/**
 * What one judge says of the metrics as objectives.
 *
 * @param judge judge id
 * @param kin metrics that it is kin to and therefore doesn't judge
 * @param metrics its scores of each metric's outputs
 * @param asymmetry share of pairs that it orders unlike the assessors' life
 */
public record JudgeReport(
    String judge, List<String> kin, List<JudgedMetric> metrics, AsymmetryFigure asymmetry) {

  public JudgeReport {
    kin = List.copyOf(kin);
    metrics = List.copyOf(metrics);
  }

  /**
   * One metric.
   *
   * @param id metric id
   * @param score mean over images and seeds in the judge's own unit and direction
   * @param centred mean in standard deviations of the judge about the mean of its image, more is
   *     better
   */
  public record JudgedMetric(String id, Figure score, Figure centred) {}
}
