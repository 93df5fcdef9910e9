package io.chiral.service.plan;

/**
 * What something takes.
 *
 * @param multiplyAdds multiplications with an addition, of networks
 * @param seconds of wall time on the two cores that {@link Pace} was measured on
 */
record Work(double multiplyAdds, double seconds) {
  static final Work NONE = new Work(0, 0);

  Work plus(Work other) {
    return new Work(multiplyAdds + other.multiplyAdds, seconds + other.seconds);
  }

  Work times(double count) {
    return new Work(count * multiplyAdds, count * seconds);
  }
}
