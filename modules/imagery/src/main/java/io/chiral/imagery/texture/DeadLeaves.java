package io.chiral.imagery.texture;

import io.chiral.imagery.Image;
import io.chiral.imagery.random.CounterRandom;
import io.chiral.imagery.resize.Bicubic;
import java.util.Arrays;

/**
 * The dead-leaves model (Ruderman 1997; Lee, Mumford, Huang 2001): opaque discs with radii of
 * density r⁻³ cover each other until nothing is left, which gives the edges, occlusions and power
 * spectrum of natural scenes.
 *
 * <p>Drawn front to back at twice the size and halved, so that edges are antialiased as a camera's
 * are. A pure function of size and seed.
 */
public final class DeadLeaves {
  /** Part of a set's digest: changes when the pictures do. */
  public static final String VERSION = "dead-leaves/1";

  private static final int OVERSAMPLING = 2;
  private static final double SMALLEST_RADIUS = 7;
  private static final int MAX_LEAVES = 200_000;

  private DeadLeaves() {}

  /** An RGB picture of {@code width}×{@code height}, the same for the same seed. */
  public static Image render(int width, int height, long seed) {
    if (width < 1 || height < 1) {
      throw new IllegalArgumentException(
          "a texture has positive sides, got %d×%d".formatted(width, height));
    }
    Canvas canvas = new Canvas(width * OVERSAMPLING, height * OVERSAMPLING);
    double largest = Math.max(canvas.width, canvas.height) / 3.0;
    CounterRandom random = new CounterRandom(seed, 0xDEAD1EAF);
    for (int leaf = 0; leaf < MAX_LEAVES && canvas.uncovered > 0; leaf++) {
      CounterRandom draw = random.part(leaf);
      double radius =
          radius(draw.uniform(0), SMALLEST_RADIUS, Math.max(largest, 2 * SMALLEST_RADIUS));
      double x = -radius + draw.uniform(1) * (canvas.width + 2 * radius);
      double y = -radius + draw.uniform(2) * (canvas.height + 2 * radius);
      canvas.cover(x, y, radius, colour(draw));
    }
    return Bicubic.resize(canvas.image(), 1.0 / OVERSAMPLING).quantised();
  }

  /** Inverts the distribution function of density r⁻³ between two radii. */
  private static double radius(double u, double smallest, double largest) {
    double a = 1 / (smallest * smallest);
    double b = 1 / (largest * largest);
    return 1 / Math.sqrt(a - u * (a - b));
  }

  /** A lightness, and a smaller shift of each channel: natural colours are mostly grey. */
  private static float[] colour(CounterRandom draw) {
    double lightness = 0.05 + 0.9 * draw.uniform(3);
    float[] rgb = new float[3];
    for (int c = 0; c < 3; c++) {
      rgb[c] = (float) Math.min(Math.max(lightness + 0.06 * draw.normal(10 + c), 0), 1);
    }
    return rgb;
  }

  /** Pixels that keep the first colour they get. */
  private static final class Canvas {
    private final int width;
    private final int height;
    private final float[] rgb;
    private int uncovered;

    Canvas(int width, int height) {
      this.width = width;
      this.height = height;
      this.uncovered = width * height;
      this.rgb = new float[3 * width * height];
      Arrays.fill(rgb, Float.NaN);
    }

    void cover(double centreX, double centreY, double radius, float[] colour) {
      int top = Math.max((int) Math.ceil(centreY - radius), 0);
      int bottom = Math.min((int) Math.floor(centreY + radius), height - 1);
      for (int y = top; y <= bottom; y++) {
        double half = Math.sqrt(radius * radius - (y - centreY) * (y - centreY));
        int left = Math.max((int) Math.ceil(centreX - half), 0);
        int right = Math.min((int) Math.floor(centreX + half), width - 1);
        for (int x = left; x <= right; x++) {
          paint(y * width + x, colour);
        }
      }
    }

    private void paint(int pixel, float[] colour) {
      if (Float.isNaN(rgb[pixel])) {
        uncovered--;
        for (int c = 0; c < 3; c++) {
          rgb[c * width * height + pixel] = colour[c];
        }
      }
    }

    /** What no leaf reached within the limit is mid-grey: at most a few pixels. */
    Image image() {
      for (int i = 0; i < rgb.length; i++) {
        rgb[i] = Float.isNaN(rgb[i]) ? 0.5f : rgb[i];
      }
      return Image.of(width, height, 3, rgb);
    }
  }
}
