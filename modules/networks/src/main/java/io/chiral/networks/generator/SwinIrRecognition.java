package io.chiral.networks.generator;

import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Tells a SwinIR's configuration from the names and shapes of its published state dict: what the
 * official test script has to be told by flags.
 */
public final class SwinIrRecognition {

  private static final String BIASES = ".attn.relative_position_bias_table";

  private final Map<String, Shape> shapes;

  private SwinIrRecognition(Map<String, Shape> shapes) {
    this.shapes = shapes;
  }

  /**
   * The configuration whose tensors these are, all of them and no others.
   *
   * @throws IllegalArgumentException if they are no SwinIR's that enlarges RGB images; says which
   *     tensor is missing or stands against it
   */
  public static SwinIrConfig of(Map<String, Shape> shapes) {
    SwinIrConfig config = new SwinIrRecognition(shapes).config();
    SwinIrTable.of(config).require(shapes);
    return config;
  }

  private SwinIrConfig config() {
    Shape first = shape("conv_first.weight");
    if (first.dimension() != 4 || first.get(1) != 3) {
      throw unlike("conv_first.weight has shape %s, RGB needs (C, 3, 3, 3)".formatted(first));
    }
    int embed = side(first, 0);
    List<Integer> depths = new ArrayList<>();
    List<Integer> heads = new ArrayList<>();
    while (has(block(depths.size(), 0) + BIASES)) {
      int group = depths.size();
      heads.add(side(shape(block(group, 0) + BIASES), 1));
      int depth = 1;
      while (has(block(group, depth) + BIASES)) {
        depth++;
      }
      depths.add(depth);
    }
    if (depths.isEmpty()) {
      throw unlike("there is no " + block(0, 0) + BIASES);
    }
    int window = (root(side(shape(block(0, 0) + BIASES), 0)) + 1) / 2;
    Upsampler upsampler = upsampler();
    SwinIrConfig found =
        new SwinIrConfig(
            "recognised",
            scale(upsampler),
            imgSize(window),
            embed,
            depths,
            heads,
            window,
            side(shape(block(0, 0) + ".mlp.fc1.weight"), 0) / embed,
            upsampler,
            has("conv_after_body.0.weight"),
            0.1);
    return found.named(name(found));
  }

  /** Of the published ones, or their size. */
  private static String name(SwinIrConfig found) {
    return Stream.of(
            SwinIrConfig.classical(4, 48),
            SwinIrConfig.lightweight(4),
            SwinIrConfig.realMedium(4),
            SwinIrConfig.realLarge(4),
            SwinIrConfig.small(4),
            SwinIrConfig.tiny(4))
        .filter(known -> known.sameBody(found))
        .map(SwinIrConfig::name)
        .findFirst()
        .orElse("c" + found.embed() + "-d" + found.depths().size());
  }

  private Upsampler upsampler() {
    if (has("conv_up1.weight")) {
      return Upsampler.NEAREST_CONV;
    }
    if (!has("upsample.0.weight")) {
      throw unlike("it has neither upsample.0.weight nor conv_up1.weight, so it does not enlarge");
    }
    return has("conv_before_upsample.0.weight")
        ? Upsampler.PIXEL_SHUFFLE
        : Upsampler.PIXEL_SHUFFLE_DIRECT;
  }

  private int scale(Upsampler upsampler) {
    return switch (upsampler) {
      case NEAREST_CONV -> has("conv_up2.weight") ? 4 : 2;
      case PIXEL_SHUFFLE_DIRECT -> root(side(shape("upsample.0.weight"), 0) / 3);
      case PIXEL_SHUFFLE -> {
        Shape first = shape("upsample.0.weight");
        if (first.get(0) == 9 * first.get(1)) {
          yield 3;
        }
        int doublings = 1;
        while (has("upsample." + 2 * doublings + ".weight")) {
          doublings++;
        }
        yield 1 << doublings;
      }
    };
  }

  /** From the number of windows in a stored mask; without one any would do. */
  private int imgSize(int window) {
    String mask = block(0, 1) + ".attn_mask";
    if (has(block(0, 1) + BIASES) && !has(mask)) {
      throw unlike(
          "there is no %s: it was saved without masks or trained without shifts".formatted(mask));
    }
    return has(mask) ? root(side(shape(mask), 0)) * window : 2 * window;
  }

  private static String block(int group, int index) {
    return "layers." + group + ".residual_group.blocks." + index;
  }

  private boolean has(String name) {
    return shapes.containsKey(name);
  }

  private Shape shape(String name) {
    Shape shape = shapes.get(name);
    if (shape == null || shape.dimension() == 0) {
      throw unlike("there is no " + name);
    }
    return shape;
  }

  private static int side(Shape shape, int axis) {
    return Math.toIntExact(shape.get(axis));
  }

  private static int root(int square) {
    return (int) Math.round(Math.sqrt(square));
  }

  private IllegalArgumentException unlike(String reason) {
    return new IllegalArgumentException(
        "these %d tensors are not those of a SwinIR for super-resolution: %s"
            .formatted(shapes.size(), reason));
  }
}
