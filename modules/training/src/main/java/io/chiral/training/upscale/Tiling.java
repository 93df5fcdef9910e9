package io.chiral.training.upscale;

import io.chiral.networks.generator.Generator;
import java.util.ArrayList;
import java.util.List;

/**
 * Squares of input pixels that are worked on one by one, each with a margin of its neighbours'
 * pixels, which is cut off in the output: every output pixel comes from the tile in which it lies
 * deeper. Tiles begin where the network's windows do, so that an output pixel whose receptive field
 * lies within the tile is what it is in the whole image.
 *
 * @param side of a tile, overlaps included
 * @param overlap of two neighbours
 */
public record Tiling(int side, int overlap) {

  /** One tile whatever the size. */
  public static final Tiling NONE = new Tiling(Integer.MAX_VALUE, 0);

  /** As in SwinIR's own test script. */
  public static final int OVERLAP = 32;

  /** What an evaluation lets a network have: fixed, so that scores do not depend on the machine. */
  public static final long EVALUATION_BYTES = 2L << 30;

  public Tiling {
    if (side <= overlap || overlap < 0) {
      throw new IllegalArgumentException(
          "a tile is larger than its overlap, got %d and %d".formatted(side, overlap));
    }
  }

  /**
   * Both rounded up to multiples of the network's window, the overlap to at least one of them.
   *
   * @throws IllegalArgumentException if the tile is not larger than the overlap
   */
  public static Tiling of(Generator generator, int side, int overlap) {
    int m = generator.multiple();
    int between = Math.max(up(overlap, m), m);
    if (up(side, m) <= between) {
      throw new IllegalArgumentException(
          "a tile of %d is too small for an overlap of %d: in windows of %d they are %d and %d"
              .formatted(side, overlap, m, up(side, m), between));
    }
    return new Tiling(up(side, m), between);
  }

  /**
   * {@link #NONE} if an image of so many pixels fits into that much memory, else the largest tiles
   * that do.
   */
  public static Tiling fitting(Generator generator, long pixels, long bytes) {
    long fitting = bytes / generator.bytesPerPixel();
    return pixels <= fitting ? NONE : largest(generator, fitting);
  }

  private static Tiling largest(Generator generator, long pixels) {
    int m = generator.multiple();
    int overlap = up(OVERLAP, m);
    int side = (int) Math.min(Math.sqrt(pixels), 1 << 20) / m * m;
    return new Tiling(Math.max(side, 2 * overlap), overlap);
  }

  private static int up(int size, int multiple) {
    return (size + multiple - 1) / multiple * multiple;
  }

  /**
   * A tile along one axis, in input pixels.
   *
   * @param from first pixel
   * @param to behind the last pixel
   * @param keepFrom first pixel whose output is kept
   * @param keepTo behind the last of these
   */
  record Span(int from, int to, int keepFrom, int keepTo) {

    int length() {
      return to - from;
    }

    int kept() {
      return keepTo - keepFrom;
    }
  }

  /** Tiles that cover an axis; the last is as short as it may be, longer than the overlap. */
  List<Span> along(int length) {
    List<Span> spans = new ArrayList<>();
    int from = 0;
    int keepFrom = 0;
    while (length - from > side) {
      int next = from + side - overlap;
      int cut = next + overlap / 2;
      spans.add(new Span(from, from + side, keepFrom, cut));
      from = next;
      keepFrom = cut;
    }
    spans.add(new Span(from, length, keepFrom, length));
    return spans;
  }
}
