package io.chiral.networks.backbone;

import ai.djl.ndarray.NDArray;
import io.chiral.networks.weights.Weights;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Convolutions of one resolution.
 *
 * @param number 1 to 5
 * @param first index of the first convolution in torchvision's {@code features}; the next have +2
 * @param convolutions how many
 * @param in channels before
 * @param out channels after
 */
record VggStage(int number, int first, int convolutions, int in, int out) {

  VggStage cutAfter(int count) {
    return new VggStage(number, first, count, in, out);
  }

  /** After the last ReLU. */
  Tap tap() {
    return new Tap("relu" + number + "_" + convolutions, out, 1 << (number - 1));
  }

  /** The stage's tensors by the index and kind within {@code features}: {@code 5.weight}. */
  Map<String, NDArray> tensors(Weights weights) {
    Map<String, NDArray> tensors = new LinkedHashMap<>();
    for (int k = 0; k < convolutions; k++) {
      int index = first + 2 * k;
      for (String kind : new String[] {".weight", ".bias"}) {
        tensors.put(index + kind, weights.get("features." + index + kind));
      }
    }
    return tensors;
  }
}
