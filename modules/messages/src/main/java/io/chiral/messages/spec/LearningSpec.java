package io.chiral.messages.spec;

import org.jspecify.annotations.Nullable;

/**
 * What an assessor learns by, what it is shown of an image, and how its weights are chosen.
 *
 * @param loss {@code plcc} ((1 − r)/2 over a batch), {@code mse}, {@code l1} (opinions in [0, 1] by
 *     the train part's range) or {@code pairwise-fidelity} (over all pairs of a batch)
 * @param shortSide images whose shorter side is longer are reduced to it; 0: never
 * @param crop side of the square that is looked at, in pixels after that; null: the whole image
 * @param crops how many squares of a test image are scored; the score is their mean. Without crop:
 *     1
 * @param flips whether half of what is learnt from is mirrored
 * @param validationShare share of the contents, neither trained on nor tested, by whose SRCC the
 *     weights of a split are chosen; 0: the last step's are used
 * @param validateEvery so many steps, and at a split's last
 */
public record LearningSpec(
    String loss,
    int shortSide,
    @Nullable Integer crop,
    int crops,
    boolean flips,
    double validationShare,
    int validateEvery) {

  /** Whole images at DISTS's size, PLCC, the last step's weights: the schema's defaults. */
  public static final LearningSpec STANDARD = new LearningSpec("plcc", 256, null, 1, false, 0, 100);
}
