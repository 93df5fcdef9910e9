package io.chiral.service.gateway.live;

import com.fasterxml.jackson.annotation.JsonRawValue;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a gateway sends. */
sealed interface Frame {

  /**
   * Items in their latest state.
   *
   * @param type {@code snapshot} (all there is, over several frames) or {@code delta}
   * @param seq rises from frame to frame of a connection
   * @param previous seq of the frame before; null: the first after a subscribe
   * @param token to resume with; null: more follows at once
   * @param at the gateway's time
   * @param items JSON of {@link Line}s
   */
  record Items(
      String type,
      long seq,
      @Nullable Long previous,
      @Nullable String token,
      Instant at,
      @JsonRawValue String items)
      implements Frame {}

  /**
   * Nothing is new.
   *
   * @param token null while this gateway knows less than the monitor
   */
  record Heartbeat(String type, long seq, @Nullable String token, Instant at) implements Frame {}

  /** What the monitor sent is not as described; the connection is closed after it. */
  record Error(String type, String message) implements Frame {
    Error(String message) {
      this("error", message);
    }
  }

  /** An item of a frame. */
  record Line(String kind, String study, String key, Object value) {}

  /** JSON array of lines that are JSON already. */
  static String array(List<String> lines) {
    return '[' + String.join(",", lines) + ']';
  }
}
