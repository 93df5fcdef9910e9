package io.chiral.messages.spec;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A fidelity metric of a study: judged as an assessor and tried as an objective. Or an assessor
 * that can't be an objective: of kind {@code nr}, or initialised by a {@code discriminator}.
 *
 * @param id name within the study, such as {@code "vgg16-random"}
 * @param kind {@code l1}, {@code mse}, {@code ssim}, {@code ms-ssim}, {@code gmsd}, {@code lpips},
 *     {@code dists} or {@code nr}
 * @param backbone of {@code dists}, {@code lpips} and {@code nr}, such as {@code "vgg16"}; null for
 *     the others
 * @param initialisation of the backbone, {@code random}, {@code published} or {@code
 *     discriminator}; null without a backbone
 * @param stages which stages are looked at, of {@code dists} 0 (the image), and the backbone's taps
 *     from 1; empty: all
 */
public record MetricSpec(
    String id,
    String kind,
    @Nullable String backbone,
    @Nullable String initialisation,
    List<Integer> stages) {

  /** The kind of an assessor that needs no reference. */
  public static final String NO_REFERENCE = "nr";

  @SuppressWarnings("NullAway") // Jackson gives null for an absent list
  public MetricSpec {
    stages = stages == null ? List.of() : List.copyOf(stages);
  }

  /** Whether the seed changes the weights that this begins with. */
  public boolean seeded() {
    return "random".equals(initialisation) || "discriminator".equals(initialisation);
  }
}
