package io.chiral.networks.weights;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A line of a {@link KeyTable}.
 *
 * @param official form of the official names, or "-"
 * @param theirs form of theirs with the same places, or "-"
 */
record KeyRule(String official, String theirs, Conversion conversion) {

  enum Conversion {
    KEPT,
    RESHAPED,
    TRANSPOSED
  }

  private static final String NONE = "-";

  static KeyRule parse(String line) {
    String[] words = line.split("\\s+", -1);
    if (words.length < 2 || words.length > 3) {
      throw new IllegalArgumentException("a line has two names and a conversion, not: " + line);
    }
    Conversion conversion =
        words.length == 2 ? Conversion.KEPT : Conversion.valueOf(words[2].toUpperCase(Locale.ROOT));
    return new KeyRule(words[0], words[1], conversion);
  }

  boolean gives(String name) {
    return !official.equals(NONE) && matcher(official, name).matches();
  }

  /** Whether their tensor of that name is to be left out. */
  boolean ignores(String name) {
    return official.equals(NONE) && matcher(theirs, name).matches();
  }

  /** Their name of an official one that this line gives. */
  String theirs(String name) {
    Matcher matcher = matcher(official, name);
    if (!matcher.matches()) {
      throw new IllegalArgumentException(official + " does not give " + name);
    }
    String result = theirs;
    for (int i = 1; i <= matcher.groupCount(); i++) {
      result = result.replaceFirst("[#*]", Matcher.quoteReplacement(matcher.group(i)));
    }
    return result;
  }

  /** The official values of their array; one of another size is left for others to refuse. */
  NDArray converted(NDArray array, Shape shape) {
    return switch (conversion) {
      case KEPT -> array;
      case RESHAPED -> array.getShape().size() == shape.size() ? array.reshape(shape) : array;
      // Flattening copies, so that the values lie in the new order.
      case TRANSPOSED -> array.getShape().dimension() == 2 ? transposed(array) : array;
    };
  }

  private static NDArray transposed(NDArray array) {
    Shape shape = array.getShape();
    return array.transpose().flatten().reshape(shape.get(1), shape.get(0));
  }

  private static Matcher matcher(String form, String name) {
    StringBuilder regex = new StringBuilder();
    for (char c : form.toCharArray()) {
      switch (c) {
        case '#' -> regex.append("(\\d+)");
        case '*' -> regex.append("(.+)");
        default -> regex.append(Pattern.quote(String.valueOf(c)));
      }
    }
    return Pattern.compile(regex.toString()).matcher(name);
  }
}
