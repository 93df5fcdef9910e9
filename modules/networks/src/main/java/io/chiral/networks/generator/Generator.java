package io.chiral.networks.generator;

import ai.djl.ndarray.NDArray;
import io.chiral.networks.weights.ParameterTable;
import io.chiral.networks.weights.Weights;

/** A super-resolution network: structure and tensor names; its values are an argument. */
public interface Generator {

  String name();

  /** Output side over input side. */
  int scale();

  ParameterTable parameters();

  /** Parts of an image that begin at multiples of it are worked on as within the whole. */
  int multiple();

  /** About how much native memory {@link #restore} needs at its peak for an input pixel. */
  long bytesPerPixel();

  /**
   * Input: (B, 3, H, W), RGB in [0, 1]. Output: (B, 3, sH, sW), not clamped, attached to the
   * input's manager, as is all that the call leaves.
   *
   * @param training whether drop-path is live
   * @param dropSeed key of the drop-path draws; the same key drops the same branches
   */
  NDArray forward(Weights weights, NDArray lr, boolean training, long dropSeed);

  /** The output for evaluation: nothing is dropped. */
  default NDArray restore(Weights weights, NDArray lr) {
    return forward(weights, lr, false, 0);
  }
}
