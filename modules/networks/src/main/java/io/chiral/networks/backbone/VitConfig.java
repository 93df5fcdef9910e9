package io.chiral.networks.backbone;

import java.util.List;
import java.util.stream.IntStream;

/**
 * Sizes of a vision transformer.
 *
 * @param width D, channels of a token
 * @param depth blocks
 * @param heads attention heads of D / heads channels each
 * @param patch side of a patch in pixels
 * @param grid patches across the images it was trained with: the position table has 1 + grid² rows
 * @param outputs columns of CLIP's projection into the space it shares with texts; else 0
 * @param taps blocks, counted from 1, after which features are taken
 */
record VitConfig(
    String id,
    VitFamily family,
    int width,
    int depth,
    int heads,
    int patch,
    int grid,
    int outputs,
    List<Integer> taps) {

  private static final int MLP_RATIO = 4;

  static final List<String> IDS =
      List.of(
          VisionTransformer.CLIP_B32,
          VisionTransformer.CLIP_B16,
          VisionTransformer.DINOV2_S14,
          VisionTransformer.DINOV2_B14);

  VitConfig {
    taps = List.copyOf(taps);
  }

  /**
   * @throws IllegalArgumentException if no vision transformer has that id
   */
  static VitConfig of(String id) {
    return switch (id) {
      case VisionTransformer.CLIP_B32 -> clip(id, 32);
      case VisionTransformer.CLIP_B16 -> clip(id, 16);
      case VisionTransformer.DINOV2_S14 -> dinov2(id, 384, 6);
      case VisionTransformer.DINOV2_B14 -> dinov2(id, 768, 12);
      default -> throw new IllegalArgumentException("no vision transformer has the id " + id);
    };
  }

  /** A-FINE compares after each of the twelve blocks, and so do we. */
  private static VitConfig clip(String id, int patch) {
    List<Integer> all = IntStream.rangeClosed(1, 12).boxed().toList();
    return new VitConfig(id, VitFamily.CLIP, 768, 12, 12, patch, 224 / patch, 512, all);
  }

  /**
   * The four evenly spaced blocks from which DINOv2's own dense tasks (depth, segmentation) read;
   * trained at 518 × 518.
   */
  private static VitConfig dinov2(String id, int width, int heads) {
    List<Integer> spaced = List.of(3, 6, 9, 12);
    return new VitConfig(id, VitFamily.DINOV2, width, 12, heads, 14, 518 / 14, 0, spaced);
  }

  /** Channels inside the MLP of a block. */
  int hidden() {
    return MLP_RATIO * width;
  }

  /** The tap after block {@code number}, counted from 1. */
  Tap tap(int number) {
    return new Tap("block" + number, width, patch);
  }

  /**
   * The block that the tap {@code name} follows.
   *
   * @throws IllegalArgumentException if there is no such tap; lists what there is
   */
  int blockOf(String name) {
    for (int block : taps) {
      if (tap(block).name().equals(name)) {
        return block;
      }
    }
    throw new IllegalArgumentException(
        "%s has the taps %s, not %s"
            .formatted(id, taps.stream().map(block -> tap(block).name()).toList(), name));
  }
}
