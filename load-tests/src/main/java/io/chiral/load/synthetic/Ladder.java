package io.chiral.load.synthetic;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * A benchmark: every content with every type of distortion at every level.
 *
 * @param id label table id
 * @param proxy whether levels stand for opinions
 * @param contents reference contents
 * @param types of distortions
 * @param levels of each
 */
public record Ladder(String id, boolean proxy, int contents, int types, int levels) {

  /** The contents of each split's test part: a share of all, drawn by the seed. */
  List<List<Integer>> splits(int count, double testShare, long seed) {
    List<Integer> all = new ArrayList<>();
    for (int content = 0; content < contents; content++) {
      all.add(content);
    }
    int tested = (int) Math.max(1, Math.round(testShare * contents));
    Random random = new Random(seed);
    List<List<Integer>> splits = new ArrayList<>();
    for (int split = 0; split < count; split++) {
      Collections.shuffle(all, random);
      splits.add(all.subList(0, tested).stream().sorted().toList());
    }
    return splits;
  }
}
