package io.chiral.messages.report;

import org.jspecify.annotations.Nullable;

/**
 * How steadily a discriminator trains.
 *
 * @param setting setting id
 * @param backbone of its discriminator
 * @param failed share of its runs that failed (diverged); n: runs ended
 * @param guarded share of its runs with a value that is not finite in their curves; n: runs seen
 * @param marginDrift mean over runs of the discriminator's margin (output for real − for fake) in
 *     the last quarter of the logged steps − in the first quarter
 * @param unsteady share of its runs that failed or were guarded; n: runs ended; null in what was
 *     stored before it was told
 */
public record Stability(
    String setting,
    String backbone,
    Figure failed,
    Figure guarded,
    Figure marginDrift,
    @Nullable Figure unsteady) {}
