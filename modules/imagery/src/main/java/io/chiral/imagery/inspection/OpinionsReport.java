package io.chiral.imagery.inspection;

import io.chiral.imagery.dataset.Part;
import java.util.List;
import java.util.SortedMap;

/**
 * The opinions of a label table.
 *
 * @param items how many
 * @param references whether they have references
 * @param contents how many groups they are split by
 * @param least the worst opinion; more is better in any case
 * @param most the best opinion
 * @param distortions how many types are told
 * @param splits by name of a published split, how many items each part has
 * @param notes the label file's orientation and what was left out
 */
public record OpinionsReport(
    int items,
    boolean references,
    int contents,
    double least,
    double most,
    int distortions,
    SortedMap<String, SortedMap<Part, Integer>> splits,
    List<String> notes) {}
