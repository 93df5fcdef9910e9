package io.chiral.service.gateway.view;

import io.chiral.service.gateway.view.Gallery.Work;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a rater compares next: the image that he, then all, compared least; of its pairs the one
 * whose outputs were compared least, with others and above all with each other.
 *
 * <p>Three of four pairs are of one setting, between metrics rather than seeds, since metrics are
 * what a study orders; the fourth is across settings, to link their abilities. Ties are broken, and
 * sides are taken, by a hash of rater and pair, so that a page that is loaded again asks the same.
 */
final class PairChooser {

  private static final int EVERY = 4;

  private final String rater;
  private final Tally tally;
  private final Set<String> answered;
  private final Set<String> exhausted = new HashSet<>();

  /** One answer's question. */
  record Choice(String image, Work left, Work right) {}

  private record Candidate(Work one, Work other, long rank, int hash) {}

  /**
   * @param tally to be counted on with what is chosen
   * @param answered keys of what was asked, to be added to
   */
  PairChooser(String rater, Tally tally, Set<String> answered) {
    this.rater = rater;
    this.tally = tally;
    this.answered = answered;
  }

  /** The next question; null: the rater has compared all. */
  @Nullable Choice next(Map<String, List<Work>> works) {
    boolean across = tally.of(rater) % EVERY == EVERY - 1;
    while (true) {
      String image = image(works);
      if (image == null) {
        return null;
      }
      Candidate chosen = best(image, works.getOrDefault(image, List.of()), across);
      if (chosen != null) {
        return asked(image, chosen);
      }
      exhausted.add(image);
    }
  }

  private @Nullable String image(Map<String, List<Work>> works) {
    return works.keySet().stream()
        .filter(image -> !exhausted.contains(image))
        .min(
            Comparator.comparingInt((String image) -> tally.of(rater, image))
                .thenComparingInt(image -> tally.of("", image))
                .thenComparingInt(image -> hash(rater, image)))
        .orElse(null);
  }

  private @Nullable Candidate best(String image, List<Work> works, boolean across) {
    Candidate best = null;
    for (int i = 0; i < works.size(); i++) {
      for (int j = i + 1; j < works.size(); j++) {
        Work one = works.get(i);
        Work other = works.get(j);
        if (one.digest().equals(other.digest())
            || answered.contains(Tally.key(rater, image, one.key(), other.key()))) {
          continue; // nobody could tell them apart, or he did
        }
        Candidate candidate =
            new Candidate(
                one,
                other,
                rank(image, one, other, across),
                hash(rater, image, one.key(), other.key()));
        if (best == null
            || candidate.rank < best.rank
            || (candidate.rank == best.rank && candidate.hash < best.hash)) {
          best = candidate;
        }
      }
    }
    return best;
  }

  private long rank(String image, Work one, Work other, boolean across) {
    boolean sameSetting = one.setting().equals(other.setting());
    boolean seedsOnly = sameSetting && one.metric().equals(other.metric());
    long seen =
        tally.seen(image, one.key())
            + tally.seen(image, other.key())
            + 2L * tally.together(image, one.key(), other.key());
    long wanted = sameSetting == across ? 1L << 40 : 0;
    return wanted + seen + (seedsOnly ? 1 : 0);
  }

  private Choice asked(String image, Candidate chosen) {
    String one = chosen.one.key();
    String other = chosen.other.key();
    answered.add(Tally.key(rater, image, one, other));
    tally.add(rater, image, one, other);
    boolean turned = (hash(rater, image, one, other, "sides") & 1) == 1;
    return turned
        ? new Choice(image, chosen.other, chosen.one)
        : new Choice(image, chosen.one, chosen.other);
  }

  /** Murmur3's finaliser over Java's hash, whose low bits follow the texts' ends too closely. */
  private static int hash(String... names) {
    int bits = String.join("\n", names).hashCode();
    bits = (bits ^ (bits >>> 16)) * 0x85ebca6b;
    bits = (bits ^ (bits >>> 13)) * 0xc2b2ae35;
    return bits ^ (bits >>> 16);
  }
}
