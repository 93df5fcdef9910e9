package io.chiral.imagery.metric;

import io.chiral.imagery.Plane;
import io.chiral.imagery.resize.Bicubic;
import java.util.ArrayList;
import java.util.List;

/**
 * The 36 natural-scene statistics of NIQE (Mittal, Soundararajan, Bovik 2013), block by block: 18
 * of the contrast-normalised image, and 18 of the same at half size.
 *
 * @param features of each block, row by row from the upper left, 36 numbers a block
 * @param sharpness of each block: the mean local deviation at full size
 */
record NaturalStatistics(List<double[]> features, double[] sharpness) {
  static final int FEATURES = 36;

  private static final double[] WINDOW = Filters.gaussian(7, 7.0 / 6);
  private static final int[][] NEIGHBOURS = {{0, 1}, {1, 0}, {1, 1}, {1, -1}};

  /**
   * Computes them on a grey image in [0, 255]; rows and columns beyond the last whole block are
   * left out.
   *
   * @param blockSize an even number of pixels
   */
  static NaturalStatistics of(Plane grey, int blockSize) {
    int columns = grey.width() / blockSize;
    int rows = grey.height() / blockSize;
    if (rows == 0 || columns == 0) {
      return new NaturalStatistics(List.of(), new double[0]);
    }
    Plane full = grey.crop(0, 0, columns * blockSize, rows * blockSize);
    Plane deviation = deviation(full);
    Plane normalised = normalised(full, deviation);

    Plane half = Bicubic.resize(full, 0.5);
    Plane normalisedHalf = normalised(half, deviation(half));
    List<double[]> features = new ArrayList<>();
    double[] sharpness = new double[rows * columns];
    for (int r = 0; r < rows; r++) {
      for (int c = 0; c < columns; c++) {
        double[] block = new double[FEATURES];
        describe(block(normalised, r, c, blockSize), block, 0);
        describe(block(normalisedHalf, r, c, blockSize / 2), block, FEATURES / 2);
        features.add(block);
        sharpness[r * columns + c] = block(deviation, r, c, blockSize).mean();
      }
    }
    return new NaturalStatistics(features, sharpness);
  }

  private static Plane block(Plane plane, int row, int column, int size) {
    return plane.crop(column * size, row * size, size, size);
  }

  private static Plane deviation(Plane plane) {
    Plane mean = Filters.replicated(plane, WINDOW);
    Plane squares = Filters.replicated(plane.map(v -> v * v), WINDOW);
    return squares.zip(mean, (s, m) -> Math.sqrt(Math.abs(s - m * m)));
  }

  private static Plane normalised(Plane plane, Plane deviation) {
    return plane
        .zip(Filters.replicated(plane, WINDOW), (v, mean) -> v - mean)
        .zip(deviation, (v, d) -> v / (d + 1));
  }

  private static void describe(Plane block, double[] into, int at) {
    AsymmetricGaussian own = AsymmetricGaussian.fit(block.values());
    into[at++] = own.shape();
    into[at++] = (own.left() + own.right()) / 2;
    for (int[] shift : NEIGHBOURS) {
      AsymmetricGaussian pair = AsymmetricGaussian.fit(products(block, shift[0], shift[1]));
      into[at++] = pair.shape();
      into[at++] = pair.mean();
      into[at++] = pair.left();
      into[at++] = pair.right();
    }
  }

  /** Each value times its neighbour up by {@code dy} and left by {@code dx}, wrapping around. */
  private static double[] products(Plane block, int dy, int dx) {
    int w = block.width();
    int h = block.height();
    double[] result = new double[w * h];
    for (int y = 0; y < h; y++) {
      int fromY = Math.floorMod(y - dy, h);
      for (int x = 0; x < w; x++) {
        result[y * w + x] = block.at(y, x) * block.at(fromY, Math.floorMod(x - dx, w));
      }
    }
    return result;
  }
}
