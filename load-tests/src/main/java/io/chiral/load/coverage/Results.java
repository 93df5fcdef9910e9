package io.chiral.load.coverage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Blocks that were computed, as lines of a file: the block's key, a figure, its tally. */
final class Results {

  private static final int KEY = 7;
  private static final String END = "end of block";

  /** Sorted, so that sums are taken in one order. */
  private final Map<String, Map<String, Tally>> blocks = new TreeMap<>();

  private final Set<String> whole = new TreeSet<>();

  /** What the file has; nothing if there is none. A block cut short is passed over. */
  static Results read(Path file) throws IOException {
    Results results = new Results();
    if (Files.exists(file)) {
      Files.readAllLines(file).forEach(results::line);
    }
    results.blocks.keySet().retainAll(results.whole);
    return results;
  }

  private void line(String line) {
    String[] fields = line.split(";", -1);
    if (fields.length == 2 && fields[1].equals(END)) {
      whole.add(fields[0]);
    } else if (fields.length == 3 && fields[2].split(",", -1).length == 9) {
      blocks
          .computeIfAbsent(fields[0], key -> Tally.none())
          .put(fields[1], Tally.parse(fields[2].split(",", -1), 0));
    }
  }

  boolean has(String key) {
    return whole.contains(key);
  }

  static String lines(Block block, Map<String, Tally> tallies) {
    StringBuilder lines = new StringBuilder();
    tallies.forEach(
        (figure, tally) ->
            lines
                .append(block.key())
                .append(';')
                .append(figure)
                .append(';')
                .append(tally.line())
                .append('\n'));
    return lines.append(block.key()).append(';').append(END).append('\n').toString();
  }

  /** Sums over those blocks, by {@code truth,tails,seeds}, by figure. */
  Map<String, Map<String, Tally>> of(Set<String> keys) {
    Map<String, Map<String, Tally>> sums = new TreeMap<>();
    blocks.forEach(
        (key, tallies) -> {
          if (keys.contains(key)) {
            String group = String.join(",", List.of(key.split(",", KEY)).subList(0, 3));
            Map<String, Tally> sum = sums.computeIfAbsent(group, absent -> Tally.none());
            tallies.forEach(
                (figure, tally) -> sum.computeIfAbsent(figure, absent -> new Tally()).add(tally));
          }
        });
    return sums;
  }
}
