package io.chiral.imagery.overlap;

import io.chiral.imagery.dataset.DataSets;
import io.chiral.imagery.dataset.ImageSet;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Two sets and the photographs that both show.
 *
 * @param one an image set, or a label table for its references
 * @param other another
 * @param pairs empty: they share none
 */
public record SharedPhotographs(String one, String other, List<Overlap> pairs) {

  /**
   * Each set of a data set against each set of the catalogue that can have another role: others'
   * sets and its own other parts.
   */
  public static List<SharedPhotographs> of(String id, DataSets dataSets, Overlaps overlaps) {
    SortedMap<String, ImageSet> own = roles(id, dataSets);
    List<SharedPhotographs> shared = new ArrayList<>();
    for (String otherId : dataSets.kinds().keySet()) {
      for (var other : roles(otherId, dataSets).entrySet()) {
        own.forEach(
            (name, set) -> {
              // Parts of one data set are compared in one direction.
              if (!otherId.equals(id) || name.compareTo(other.getKey()) < 0) {
                shared.add(
                    new SharedPhotographs(
                        name, other.getKey(), overlaps.between(set, other.getValue())));
              }
            });
      }
    }
    return shared;
  }

  private static SortedMap<String, ImageSet> roles(String id, DataSets dataSets) {
    SortedMap<String, ImageSet> roles = new TreeMap<>(dataSets.parts(id));
    var table = dataSets.tables().get(id);
    if (table != null) {
      roles.put(id, Overlaps.photographsOf(table));
    }
    return roles;
  }
}
