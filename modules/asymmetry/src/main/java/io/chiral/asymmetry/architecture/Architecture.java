package io.chiral.asymmetry.architecture;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A discriminator's architecture.
 *
 * @param id of the backbone, or of the whole discriminator
 * @param kind {@link #CONVOLUTIONAL} or {@link #TRANSFORMER}
 * @param pretraining data that its published weights have seen; null: it has none
 * @param parameters trained values of the discriminator, its head included: by the cut after which
 *     it ends, and whole under {@link #WHOLE}; the same at both levels
 */
public record Architecture(
    String id, String kind, @Nullable String pretraining, Map<String, Long> parameters) {

  /** Convolutions only. */
  public static final String CONVOLUTIONAL = "convolutional";

  /** Attention between tokens; a Swin or vision Transformer. */
  public static final String TRANSFORMER = "transformer";

  /** In place of a cut's name. */
  public static final String WHOLE = "";

  public Architecture {
    parameters = Map.copyOf(parameters);
  }

  /** Trained values when it ends after the cut; null: it has no such cut. */
  public @Nullable Long parameters(@Nullable String cut) {
    return parameters.get(cut == null ? WHOLE : cut);
  }
}
