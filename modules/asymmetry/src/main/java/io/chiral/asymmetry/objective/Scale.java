package io.chiral.asymmetry.objective;

import io.chiral.asymmetry.panel.JudgeTraits;
import java.util.ArrayList;
import java.util.List;

/**
 * One judge's zero and unit: y = (x − mean over all cells of x for that image) / SD of these
 * residuals over all settings, x turned so that more is better. Fixed from the full data.
 *
 * @param judge whose
 * @param images those that it scored in every cell
 * @param centres mean over cells of x, one an image
 * @param deviation SD in the judge's unit; 0 or NaN: it tells nothing and is dropped
 */
record Scale(JudgeTraits judge, List<String> images, double[] centres, double deviation) {

  static Scale of(
      JudgeTraits judge, List<String> runs, List<String> candidates, PanelScores scores) {
    List<String> images = new ArrayList<>();
    for (String image : candidates) {
      if (runs.stream().allMatch(run -> Double.isFinite(scores.score(run, judge.id(), image)))) {
        images.add(image);
      }
    }
    double[] centres = new double[images.size()];
    double squares = 0;
    double magnitude = 0;
    for (int t = 0; t < centres.length; t++) {
      String image = images.get(t);
      double[] row = runs.stream().mapToDouble(run -> score(judge, scores, run, image)).toArray();
      for (double x : row) {
        centres[t] += x / row.length;
      }
      for (double x : row) {
        squares += (x - centres[t]) * (x - centres[t]);
        magnitude = Math.max(magnitude, Math.abs(x));
      }
    }
    double deviation = Math.sqrt(squares / ((double) images.size() * runs.size()));
    // What rounding leaves of equal scores is no deviation.
    boolean constant = deviation <= 1e-12 * magnitude;
    return new Scale(judge, images, centres, constant ? 0 : deviation);
  }

  boolean usable() {
    return deviation > 0;
  }

  /** Why the judge is dropped. */
  String fault() {
    return images.isEmpty()
        ? "judge %s is left out: no image has a finite score in every cell".formatted(judge.id())
        : "judge %s is left out: its scores of all cells are equal (SD 0)".formatted(judge.id());
  }

  /** A score turned so that more is better. */
  double oriented(PanelScores scores, String run, String image) {
    return score(judge, scores, run, image);
  }

  private static double score(JudgeTraits judge, PanelScores scores, String run, String image) {
    double score = scores.score(run, judge.id(), image);
    return judge.higherIsBetter() ? score : -score;
  }
}
