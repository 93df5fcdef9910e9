package io.chiral.networks.discriminator;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;

/** What a discriminator asks of its images' sides. */
final class Sides {

  private Sides() {}

  static void require(String discriminator, NDArray images, int smallest, int multiple) {
    Shape shape = images.getShape();
    boolean fit = shape.dimension() == 4 && shape.get(1) == 3;
    for (int axis = 2; fit && axis < 4; axis++) {
      fit = shape.get(axis) >= smallest && shape.get(axis) % multiple == 0;
    }
    if (!fit) {
      String rule = multiple == 1 ? "" : " and multiples of " + multiple;
      throw new IllegalArgumentException(
          "discriminator %s takes (B, 3, H, W) with sides of at least %d%s, not %s"
              .formatted(discriminator, smallest, rule, shape));
    }
  }
}
