package io.chiral.messages.report;

/**
 * How steadily a discriminator trains.
 *
 * @param setting setting id
 * @param backbone of its discriminator
 * @param failed share of its runs that failed (diverged); n: runs ended
 * @param guarded share of its runs with a value that is not finite in their curves; n: runs seen
 * @param marginDrift mean over runs of the discriminator's margin (output for real − for fake) in
 *     the last quarter of the logged steps − in the first quarter
 */
public record Stability(
    String setting, String backbone, Figure failed, Figure guarded, Figure marginDrift) {}
