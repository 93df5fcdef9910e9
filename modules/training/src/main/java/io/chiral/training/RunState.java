package io.chiral.training;

import io.chiral.training.checkpoint.Draft;
import java.util.SortedMap;

/**
 * All that a run needs to go on. Components as in {@link io.chiral.training.checkpoint.Manifest}.
 *
 * @param parts tensor files; their content is read when they are written
 */
public record RunState(
    SortedMap<String, String> structure,
    SortedMap<String, String> inputs,
    SortedMap<String, Double> numbers,
    SortedMap<String, Draft.Part> parts) {}
