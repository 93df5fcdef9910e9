package io.chiral.service.gateway.live;

import io.chiral.service.gateway.view.Since;

/**
 * How far a monitor is.
 *
 * @param base what it had when it was last up to date; items are rendered against this until it is
 *     up to date again, so that an item that changes meanwhile is sent again whole
 * @param seen items whose latest change is not beyond this version were sent
 */
record Cursor(Since base, long seen) {

  static Cursor from(Since base) {
    return new Cursor(base, 0);
  }

  static Cursor upToDate(long version) {
    return new Cursor(new Since.Version(version), version);
  }

  /** Whether it began with nothing and is not yet up to date. */
  boolean inSnapshot() {
    return base.equals(new Since.Version(0));
  }
}
