package io.chiral.training.optimise;

import ai.djl.ndarray.NDArray;
import io.chiral.imagery.Image;
import io.chiral.imagery.Luma;
import io.chiral.imagery.Plane;
import io.chiral.imagery.metric.Checkerboard;
import io.chiral.imagery.metric.Prepared;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The artefact judge {@link Checkerboard} on batches of patches: of all together, without border.
 *
 * @param period of the grid in pixels
 */
record Lattice(int period) {

  /** Sides that the judge needs, in periods. */
  private static final int PERIODS = 8;

  /** The judge's lattice for networks of that scale: of ×3 its own, of others that of ×4. */
  static Lattice ofScale(int scale) {
    return new Lattice(scale == 3 ? 3 : 4);
  }

  /** Whether patches of (B, 3, H, W) are large enough. */
  boolean fits(NDArray images) {
    long[] shape = images.getShape().getShape();
    return Math.min(shape[2], shape[3]) >= (long) PERIODS * period;
  }

  /** How far the lattice stands out of the output, more than of the reference, in dB. */
  double excess(NDArray output, NDArray reference) {
    return Checkerboard.excess(planes(reference), planes(output), period);
  }

  private static List<Plane> planes(NDArray images) {
    long[] shape = images.getShape().getShape();
    int width = (int) shape[3];
    int height = (int) shape[2];
    int each = 3 * width * height;
    float[] samples = images.toFloatArray();
    List<Plane> planes = new ArrayList<>();
    for (int from = 0; from < samples.length; from += each) {
      float[] one = Arrays.copyOfRange(samples, from, from + each);
      planes.add(Luma.full(Prepared.image(Image.of(width, height, 3, one), 0)));
    }
    return planes;
  }
}
