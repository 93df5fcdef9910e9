package io.chiral.training.checkpoint;

import static java.util.Comparator.comparingInt;
import static java.util.stream.Collectors.groupingBy;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What others know of a store's content.
 *
 * @param published checkpoints of runs that exist
 * @param named ids that a run, a study or a report names
 * @param digits beginnings of ids that they name
 * @param files digests of files that an event names
 */
public record References(
    List<Published> published, Set<String> named, Set<String> digits, Set<String> files) {

  public References {
    published = List.copyOf(published);
    named = Set.copyOf(named);
    digits = Set.copyOf(digits);
    files = Set.copyOf(files);
  }

  /** A checkpoint that its run's readers were told of. */
  public record Published(String id, String run, int step) {}

  /** Whether somebody names the checkpoint. */
  boolean name(String id) {
    return named.contains(id) || digits.stream().anyMatch(id::startsWith);
  }

  /** The last {@code number} of each run. */
  Set<String> last(int number) {
    Map<String, List<Published>> byRun = published.stream().collect(groupingBy(Published::run));
    Set<String> ids = new HashSet<>();
    for (List<Published> ofRun : byRun.values()) {
      ofRun.stream()
          .sorted(comparingInt(Published::step).reversed())
          .limit(number)
          .forEach(each -> ids.add(each.id()));
    }
    return ids;
  }
}
