package io.chiral.networks.weights.pickled;

import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Python values as a pickle leaves them: what they are expected to be, or an error. */
final class Values {

  private static final int MOST_SIDES = 16;

  private Values() {}

  /**
   * A key of a dictionary. Only texts and whole numbers: the hash of a nested container could take
   * for ever.
   */
  static Object key(@Nullable Object value) throws IOException {
    if (value instanceof String || value instanceof Integer || value instanceof Long) {
      return value;
    }
    throw new IOException("its pickle has a dictionary with %s as a key".formatted(kind(value)));
  }

  static String text(@Nullable Object value, String what) throws IOException {
    if (value instanceof String text) {
      return text;
    }
    throw new IOException("%s is %s, not a text".formatted(what, kind(value)));
  }

  /** A whole number of at least 0. */
  static long count(@Nullable Object value, String what) throws IOException {
    if (value instanceof Integer || value instanceof Long) {
      long count = ((Number) value).longValue();
      if (count >= 0) {
        return count;
      }
    }
    throw new IOException(
        "%s is %s, not a number from 0"
            .formatted(what, value instanceof Number ? value : kind(value)));
  }

  static long[] counts(@Nullable Object value, String what) throws IOException {
    if (!(value instanceof List<?> sides) || sides.size() > MOST_SIDES) {
      throw new IOException(
          "%s is %s, not at most %d numbers".formatted(what, kind(value), MOST_SIDES));
    }
    long[] counts = new long[sides.size()];
    for (int i = 0; i < counts.length; i++) {
      counts[i] = count(sides.get(i), what);
    }
    return counts;
  }

  /** For messages; never the value's own text, which may be nested without end. */
  static String kind(@Nullable Object value) {
    if (value == null) {
      return "None";
    }
    if (value instanceof String text) {
      return "the text \"%s\"".formatted(Global.shortened(text));
    }
    if (value instanceof Number || value instanceof Boolean) {
      return "the value " + Global.shortened(value.toString());
    }
    if (value instanceof Map<?, ?> map) {
      return "a dictionary of " + map.size();
    }
    if (value instanceof Collection<?> list) {
      return "a list of " + list.size();
    }
    if (value instanceof TensorRef) {
      return "a tensor";
    }
    return "a " + value.getClass().getSimpleName();
  }
}
