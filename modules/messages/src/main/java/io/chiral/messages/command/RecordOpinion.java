package io.chiral.messages.command;

import org.jspecify.annotations.Nullable;

/**
 * A person's opinion of images of a study: a rating of one, or a preference between two.
 *
 * @param study id of an existing study
 * @param rater a pseudonym
 * @param image test image name
 * @param runA the run of the grid that trained what made the output
 * @param stepA the step of its checkpoint, one of those evaluated
 * @param runB the other run of a preference; null for a rating
 * @param stepB its step; null for a rating
 * @param value a rating from 1 (bad) to 5 (excellent); or a preference: 1 for A, 0 for B, ½ for
 *     neither
 */
public record RecordOpinion(
    String study,
    String rater,
    String image,
    String runA,
    int stepA,
    @Nullable String runB,
    @Nullable Integer stepB,
    double value)
    implements Command {}
