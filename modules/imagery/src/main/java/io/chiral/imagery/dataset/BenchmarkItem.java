package io.chiral.imagery.dataset;

import org.jspecify.annotations.Nullable;

/**
 * A distorted image, its reference, and what is held of it.
 *
 * @param id unique in its benchmark
 * @param content of the reference; splits are made by it
 * @param distortion the type, or null if the label table does not tell
 * @param level from 1, mild, upwards, or null if the label table does not tell
 * @param opinion more is better, whatever the label table's orientation was
 */
public record BenchmarkItem(
    String id,
    String content,
    @Nullable String distortion,
    @Nullable Integer level,
    ImageEntry reference,
    ImageEntry distorted,
    double opinion) {}
