package io.chiral.messages.spec;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A fidelity metric of a study: judged as an assessor and tried as an objective.
 *
 * @param id name within the study, such as {@code "vgg16-random"}
 * @param kind {@code l1}, {@code mse}, {@code ssim}, {@code ms-ssim}, {@code gmsd} or {@code dists}
 * @param backbone of {@code dists}, such as {@code "vgg16"}; null for the others
 * @param initialisation of the backbone, {@code random} or {@code published}; null without a
 *     backbone
 * @param stages of {@code dists}: which stages are compared, 0 (the image) and the backbone's taps
 *     from 1; empty: all
 */
public record MetricSpec(
    String id,
    String kind,
    @Nullable String backbone,
    @Nullable String initialisation,
    List<Integer> stages) {

  @SuppressWarnings("NullAway") // Jackson gives null for an absent list
  public MetricSpec {
    stages = stages == null ? List.of() : List.copyOf(stages);
  }

  /** Whether the seed changes what this metric computes. */
  public boolean seeded() {
    return "random".equals(initialisation);
  }
}
