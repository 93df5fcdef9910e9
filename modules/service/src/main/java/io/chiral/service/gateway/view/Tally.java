package io.chiral.service.gateway.view;

import java.util.HashMap;
import java.util.Map;

/** How often raters, images, outputs and pairs of outputs were in a comparison. */
final class Tally {

  private final Map<String, Integer> counts;

  Tally() {
    this(new HashMap<>());
  }

  private Tally(Map<String, Integer> counts) {
    this.counts = counts;
  }

  Tally copy() {
    return new Tally(new HashMap<>(counts));
  }

  /** Counts a comparison of two outputs. */
  void add(String rater, String image, String one, String other) {
    count(key(rater));
    count(key(rater, image));
    count(key("", image));
    count(key("", image, one));
    count(key("", image, other));
    count(key("", image, one, other));
  }

  /** Comparisons of a rater, or of a rater ({@code ""}: any) and an image. */
  int of(String... names) {
    return counts.getOrDefault(key(names), 0);
  }

  /** Comparisons of an output of an image. */
  int seen(String image, String output) {
    return of("", image, output);
  }

  /** Comparisons of two outputs of an image. */
  int together(String image, String one, String other) {
    return counts.getOrDefault(key("", image, one, other), 0);
  }

  private void count(String key) {
    counts.merge(key, 1, Integer::sum);
  }

  /** Of names that hold no line break; two outputs in either order. */
  static String key(String rater, String image, String one, String other) {
    return one.compareTo(other) < 0
        ? String.join("\n", rater, image, one, other)
        : String.join("\n", rater, image, other, one);
  }

  private static String key(String... names) {
    return String.join("\n", names);
  }
}
