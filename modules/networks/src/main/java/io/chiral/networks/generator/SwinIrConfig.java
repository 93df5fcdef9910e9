package io.chiral.networks.generator;

import java.util.Collections;
import java.util.List;

/**
 * The structure of a SwinIR.
 *
 * @param name what reports call it
 * @param scale 2, 3, 4 or 8; 2 or 4 with {@link Upsampler#NEAREST_CONV}
 * @param imgSize side of the training patch (LR pixels): sets the shape of the stored {@code
 *     attn_mask} buffers only, which strict loading in the official code compares
 * @param embed channels C of the body
 * @param depths Swin layers of each residual group
 * @param heads attention heads of each group; divide {@code embed}
 * @param window side of a window; divides {@code imgSize}
 * @param mlpRatio hidden over embedded channels of a layer's MLP
 * @param upsampler reconstruction module
 * @param threeConvolutions whether a group ends in three thin convolutions ("3conv")
 * @param dropPath rate of stochastic depth at the last layer, rising linearly from 0
 */
public record SwinIrConfig(
    String name,
    int scale,
    int imgSize,
    int embed,
    List<Integer> depths,
    List<Integer> heads,
    int window,
    int mlpRatio,
    Upsampler upsampler,
    boolean threeConvolutions,
    double dropPath) {

  private static final double PUBLISHED_DROP_PATH = 0.1;

  public SwinIrConfig {
    depths = List.copyOf(depths);
    heads = List.copyOf(heads);
    require(upsampler.supports(scale), "scale " + scale + " is not supported by " + upsampler);
    require(!depths.isEmpty(), "depths must name at least one group");
    require(depths.stream().allMatch(d -> d > 0), "depths must be positive, not " + depths);
    require(depths.size() == heads.size(), "depths " + depths + " and heads " + heads + " differ");
    for (int h : heads) {
      require(h > 0 && embed % h == 0, "embed " + embed + " is not divisible by heads " + h);
    }
    require(window > 1 && window % 2 == 0, "window must be even, not " + window);
    require(
        imgSize > window && imgSize % window == 0,
        "img_size " + imgSize + " must be a multiple of the window " + window + " and exceed it");
    require(mlpRatio > 0, "mlp_ratio must be positive, not " + mlpRatio);
    require(!threeConvolutions || embed % 4 == 0, "3conv needs embed divisible by 4");
    require(dropPath >= 0 && dropPath < 1, "drop_path must be in [0, 1), not " + dropPath);
  }

  /** SwinIR-M of classical super-resolution; {@code imgSize} 48 (DIV2K) or 64 (DF2K). */
  public static SwinIrConfig classical(int scale, int imgSize) {
    return of("classical", scale, imgSize, 180, 6, 6, 6, Upsampler.PIXEL_SHUFFLE, false);
  }

  /** SwinIR-S. */
  public static SwinIrConfig lightweight(int scale) {
    return of("lightweight", scale, 64, 60, 4, 6, 6, Upsampler.PIXEL_SHUFFLE_DIRECT, false);
  }

  /** SwinIR-M of real-world super-resolution. */
  public static SwinIrConfig realMedium(int scale) {
    return of("real-m", scale, 64, 180, 6, 6, 6, Upsampler.NEAREST_CONV, false);
  }

  /** SwinIR-L of real-world super-resolution. */
  public static SwinIrConfig realLarge(int scale) {
    return of("real-l", scale, 64, 240, 9, 6, 8, Upsampler.NEAREST_CONV, true);
  }

  /** The published structure at a size that learns in minutes on two cores; not published. */
  public static SwinIrConfig small(int scale) {
    return of("small", scale, 16, 30, 2, 2, 3, Upsampler.PIXEL_SHUFFLE_DIRECT, false);
  }

  /** The published structure at the size of a test. */
  public static SwinIrConfig tiny(int scale) {
    return new SwinIrConfig(
        "tiny",
        scale,
        8,
        8,
        List.of(2),
        List.of(2),
        4,
        2,
        Upsampler.PIXEL_SHUFFLE_DIRECT,
        false,
        PUBLISHED_DROP_PATH);
  }

  private static SwinIrConfig of(
      String name,
      int scale,
      int imgSize,
      int embed,
      int groups,
      int depth,
      int heads,
      Upsampler upsampler,
      boolean threeConvolutions) {
    return new SwinIrConfig(
        name,
        scale,
        imgSize,
        embed,
        Collections.nCopies(groups, depth),
        Collections.nCopies(groups, heads),
        8,
        2,
        upsampler,
        threeConvolutions,
        PUBLISHED_DROP_PATH);
  }

  /**
   * Peak of {@link SwinIr#restore} for an input pixel in float32: the larger of a layer (tokens,
   * projections, two copies of the attention weights) and of the reconstruction at full size, whose
   * 64 features lie about eight times in memory. Measured ×4, whole process less its start: 6.3 kB
   * for the lightweight network (5.5 here), 31 kB for the classical one (33 here).
   */
  long bytesPerPixel() {
    long attention = 2L * Collections.max(heads) * window * window;
    long layer = (6L + 2L * mlpRatio) * embed + attention;
    long pixels = (long) scale * scale;
    long reconstruction =
        upsampler == Upsampler.PIXEL_SHUFFLE_DIRECT ? 2L * embed + 8 * pixels : 8L * 64 * pixels;
    return Float.BYTES * Math.max(layer, reconstruction);
  }

  SwinIrConfig named(String other) {
    return new SwinIrConfig(
        other,
        scale,
        imgSize,
        embed,
        depths,
        heads,
        window,
        mlpRatio,
        upsampler,
        threeConvolutions,
        dropPath);
  }

  /** Whether both differ in name, scale and training patch at most. */
  boolean sameBody(SwinIrConfig other) {
    return embed == other.embed
        && depths.equals(other.depths)
        && heads.equals(other.heads)
        && window == other.window
        && mlpRatio == other.mlpRatio
        && upsampler == other.upsampler
        && threeConvolutions == other.threeConvolutions;
  }

  /** Drop-path rate of the {@code layer}-th layer counted through all groups. */
  double dropPathOf(int layer) {
    int layers = depths.stream().mapToInt(Integer::intValue).sum();
    return layers == 1 ? 0 : dropPath * layer / (layers - 1);
  }

  private static void require(boolean holds, String rule) {
    if (!holds) {
      throw new IllegalArgumentException("SwinIR: " + rule);
    }
  }
}
