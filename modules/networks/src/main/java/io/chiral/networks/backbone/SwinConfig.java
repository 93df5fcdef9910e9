package io.chiral.networks.backbone;

import java.util.List;

/**
 * Sizes of a Swin transformer.
 *
 * @param width channels of the first stage; each later one has twice those before
 * @param depths blocks of each stage
 * @param heads attention heads of each stage
 * @param window side of a window in tokens
 * @param patch side of a patch in pixels
 */
record SwinConfig(
    String id, int width, List<Integer> depths, List<Integer> heads, int window, int patch) {

  SwinConfig {
    depths = List.copyOf(depths);
    heads = List.copyOf(heads);
  }

  static SwinConfig tiny() {
    return new SwinConfig(SwinTransformer.ID, 96, List.of(2, 2, 6, 2), List.of(3, 6, 12, 24), 7, 4);
  }

  int stages() {
    return depths.size();
  }

  /** Channels of stage {@code stage}, counted from 0. */
  int channels(int stage) {
    return width << stage;
  }

  Tap tap(int stage) {
    return new Tap("stage" + (stage + 1), channels(stage), patch << stage);
  }

  /**
   * Stages up to the tap {@code name}.
   *
   * @throws IllegalArgumentException if there is no such tap; lists what there is
   */
  int stagesUpTo(String name) {
    for (int stage = 0; stage < stages(); stage++) {
      if (tap(stage).name().equals(name)) {
        return stage + 1;
      }
    }
    throw new IllegalArgumentException(
        "%s has the taps stage1 to stage%d, not %s".formatted(id, stages(), name));
  }

  /** torchvision's module of a stage's blocks. */
  static String blocks(int stage) {
    return "features." + (2 * stage + 1) + ".";
  }

  /** torchvision's module before a stage: patches before the first, merging before the others. */
  static String before(int stage) {
    return "features." + 2 * stage + ".";
  }
}
