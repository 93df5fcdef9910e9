package io.chiral.networks.backbone;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.chiral.networks.torch.TorchKernels;
import java.util.List;

/**
 * What a backbone sees in B images, D channels at its end.
 *
 * @param taps a map (B, C, h, w) for each of the backbone's taps, in their order
 * @param map the last features by place, (B, D, h, w): what patch-level heads judge
 * @param vector the whole image's, (B, D): what vanilla heads and no-reference assessors judge
 */
public record Features(List<NDArray> taps, NDArray map, NDArray vector) {

  public Features {
    taps = List.copyOf(taps);
  }

  /**
   * Of a network that ends at its last tap: that is the map, and its mean over places the vector.
   */
  static Features endingAt(List<NDArray> taps, TorchKernels kernels, NDManager manager) {
    NDArray map = taps.get(taps.size() - 1);
    return new Features(taps, map, kernels.call("global_average").tensor(map).one(manager));
  }
}
