package io.chiral.asymmetry.assessor;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * How often contents and splits of a benchmark are drawn in each replicate, and which replicates
 * draw a test part's contents equally often: all figures of that part are then equal, too. Of few
 * contents few replicates are left to compute.
 */
final class SplitDraws {

  /** Of more contents hardly two replicates are alike. */
  private static final int MOST = 8;

  private final double[][] contents;
  private final double[][] splits;
  private final int[][] first;

  /**
   * Draws.
   *
   * @param contents how often each content is drawn, by replicate
   * @param splits how often each split is drawn, by replicate
   * @param parts numbers of the contents in each split's test part
   */
  SplitDraws(double[][] contents, double[][] splits, List<Set<Integer>> parts) {
    this.contents = contents;
    this.splits = splits;
    first = parts.stream().map(this::first).toArray(int[][]::new);
  }

  private int[] first(Set<Integer> part) {
    int[] found = new int[contents.length];
    Arrays.setAll(found, r -> r);
    if (part.size() > MOST) {
      return found;
    }
    Map<Long, Integer> known = new HashMap<>();
    for (int r = 0; r < found.length; r++) {
      long key = 0;
      for (int content : part) {
        key = key << Byte.SIZE | (long) contents[r][content];
      }
      Integer before = known.putIfAbsent(key, r);
      found[r] = before == null ? r : before;
    }
    return found;
  }

  /** Replicates. */
  int count() {
    return contents.length;
  }

  /** Number of splits. */
  int splits() {
    return first.length;
  }

  /** How often each content is drawn. */
  double[] contents(int replicate) {
    return contents[replicate];
  }

  /** As often as in the data: each once. */
  double[] allContents() {
    return Medians.ones(contents.length == 0 ? 0 : contents[0].length);
  }

  /** How often each split is drawn. */
  double[] splits(int replicate) {
    return splits[replicate];
  }

  /** The first replicate that draws the contents of the split's test part as often as this one. */
  int first(int split, int replicate) {
    return first[split][replicate];
  }
}
