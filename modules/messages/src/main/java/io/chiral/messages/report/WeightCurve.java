package io.chiral.messages.report;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What comes out at each adversarial weight of a sweep, by one family of judges.
 *
 * @param setting the declared setting that is swept
 * @param backbone of its discriminator
 * @param level {@code vanilla} or {@code patch}
 * @param family of judges
 * @param metric metric id; null: the mean over metrics
 * @param points by ascending weight
 */
public record WeightCurve(
    String setting,
    String backbone,
    String level,
    String family,
    @Nullable String metric,
    List<Point> points) {

  public WeightCurve {
    points = List.copyOf(points);
  }

  /**
   * One weight.
   *
   * @param weight of the adversarial term
   * @param setting id of the setting that has it
   * @param overNone centred mean over the family's judges − that at weight 0; simultaneous interval
   *     over the sweep
   */
  public record Point(double weight, String setting, Figure overNone) {}
}
