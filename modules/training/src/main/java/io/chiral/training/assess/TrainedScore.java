package io.chiral.training.assess;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.chiral.imagery.Image;
import io.chiral.networks.fidelity.Dists;
import io.chiral.networks.quality.NoReference;
import io.chiral.networks.weights.Weights;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What a trained assessor says of an image: the mean over its looks, more is better. */
sealed interface TrainedScore {

  Weights weights();

  Sight sight();

  /** The score of one look. */
  double look(@Nullable Image reference, Image distorted, String name, View view, NDManager scope);

  default double of(@Nullable Image reference, Image distorted, String name) {
    double sum = 0;
    int looks = 0;
    for (View view : new Views(sight().spec()).scored()) {
      try (NDManager scope = weights().manager().newSubManager()) {
        sum += look(reference, distorted, name, view, scope);
        looks++;
      }
    }
    return sum / looks;
  }

  /** A no-reference assessor. */
  record OfImage(NoReference network, Weights weights, Sight sight) implements TrainedScore {

    @Override
    public double look(
        @Nullable Image reference, Image distorted, String name, View view, NDManager scope) {
      NDArray seen = sight.see(distorted, name, view, scope);
      return network.score(weights, network.statistics(weights, seen)).getFloat();
    }
  }

  /** DISTS with trained weights: 1 − distance. */
  record OfPair(Dists metric, Weights weights, Sight sight) implements TrainedScore {

    @Override
    public double look(
        @Nullable Image reference, Image distorted, String name, View view, NDManager scope) {
      NDArray seen = sight.see(distorted, name, view, scope);
      NDArray original = sight.see(Objects.requireNonNull(reference), name, view, scope);
      return 1 - metric.perImage(weights, seen, original).getFloat();
    }
  }
}
