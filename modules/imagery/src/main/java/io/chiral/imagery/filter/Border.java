package io.chiral.imagery.filter;

/** What stands beyond the edge of a plane. */
public enum Border {
  /** The edge sample again and again. */
  REPEAT {
    @Override
    int inside(int position, int length) {
      return Math.min(Math.max(position, 0), length - 1);
    }
  },
  /** The plane mirrored about its edge sample, which is not repeated (OpenCV's default). */
  REFLECT {
    @Override
    int inside(int position, int length) {
      if (length == 1) {
        return 0;
      }
      int period = 2 * (length - 1);
      int within = Math.floorMod(position, period);
      return within < length ? within : period - within;
    }
  };

  /** The sample of an axis of {@code length} that stands at {@code position}, however far out. */
  abstract int inside(int position, int length);
}
