package io.chiral.networks.generator;

import io.chiral.networks.weights.Initialisation;

/** The mask of a Swin layer, stored with it though its structure determines it. */
final class WindowBuffers {

  /** SwinIR masks with −100, not −∞. */
  private static final float MASKED = -100;

  private WindowBuffers() {}

  /**
   * (N, M, M), float32, N windows of a square image: 0 between positions that were neighbours
   * before the cyclic shift by half a window, −100 between others.
   */
  static Initialisation shiftMask(int side, int window) {
    int across = side / window;
    int area = window * window;
    return (manager, shape, random) -> {
      float[] mask = new float[across * across * area * area];
      int i = 0;
      for (int n = 0; n < across * across; n++) {
        for (int a = 0; a < area; a++) {
          for (int b = 0; b < area; b++) {
            boolean together = region(n, a, across, window) == region(n, b, across, window);
            mask[i++] = together ? 0 : MASKED;
          }
        }
      }
      return manager.create(mask, shape);
    };
  }

  private static int region(int windowIndex, int position, int across, int window) {
    int y = windowIndex / across * window + position / window;
    int x = windowIndex % across * window + position % window;
    return 3 * band(y, across * window, window) + band(x, across * window, window);
  }

  private static int band(int position, int side, int window) {
    return position < side - window ? 0 : position < side - window / 2 ? 1 : 2;
  }
}
