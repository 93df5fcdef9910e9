package io.chiral.training.assess;

/**
 * One look at an image: where its square lies, and whether it is mirrored. Images that are looked
 * at whole have no room to place a square in.
 *
 * @param across share of the room left of the square, 0 to 1
 * @param down share of the room above it, 0 to 1
 */
record View(double across, double down, boolean mirrored) {

  static final View CENTRE = new View(0.5, 0.5, false);

  View mirror() {
    return new View(across, down, !mirrored);
  }

  /** First pixel of a square that has {@code room} pixels to move in. */
  static int place(double share, int room) {
    return Math.min((int) (share * (room + 1)), room);
  }
}
