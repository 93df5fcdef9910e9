package io.chiral.networks.fidelity;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;

/** What a metric asks of its two images. */
final class ImagePair {

  private ImagePair() {}

  static void require(String metric, NDArray output, NDArray reference, int smallestSide) {
    Shape shape = output.getShape();
    if (!shape.equals(reference.getShape())) {
      throw new IllegalArgumentException(
          metric + " compares equal shapes, not " + shape + " and " + reference.getShape());
    }
    if (shape.dimension() != 4
        || shape.get(1) != 3
        || shape.get(2) < smallestSide
        || shape.get(3) < smallestSide) {
      throw new IllegalArgumentException(
          metric + " takes (B, 3, H, W) with sides of at least " + smallestSide + ", not " + shape);
    }
  }
}
