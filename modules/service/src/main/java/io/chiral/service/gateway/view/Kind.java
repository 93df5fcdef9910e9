package io.chiral.service.gateway.view;

import java.util.Locale;
import java.util.Optional;

/** What a monitor can subscribe to. On the wire: the name in lower case. */
public enum Kind {
  /** One item a study: status, counts, steps done, time left. */
  PROGRESS,
  /** One item a run: where it is and who computes it. */
  RUNS,
  /** One item a run: its training curves. */
  SCALARS,
  /** One item an evaluation: means of every judge, gain over bicubic. */
  SCORES,
  /** One item an evaluation: its tiles. */
  IMAGES,
  /** One item a study: the newest report. */
  REPORT;

  /** The name on the wire. */
  public String wire() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The kind of that name, if there is one. */
  public static Optional<Kind> of(String wire) {
    for (Kind kind : values()) {
      if (kind.wire().equals(wire)) {
        return Optional.of(kind);
      }
    }
    return Optional.empty();
  }
}
