package io.chiral.messages.work;

import org.jspecify.annotations.Nullable;

/**
 * What a run is within its study's grid.
 *
 * @param role of the run
 * @param metric metric id; null where the role has none
 * @param setting adversarial setting id, of a transfer its discriminator's; null where the role has
 *     none
 * @param seed run seed; null where it makes no difference
 * @param step of the evaluated checkpoint, or of the discriminator's; null where there is none
 * @param benchmark label table id; null where nothing is assessed
 */
public record Cell(
    Role role,
    @Nullable String metric,
    @Nullable String setting,
    @Nullable Long seed,
    @Nullable Integer step,
    @Nullable String benchmark) {

  /** Roles of runs. */
  public enum Role {
    /** Shared L1 start of a seed. */
    PRETRAINING,
    /** A metric as objective. */
    OBJECTIVE,
    /** Scores of a checkpoint's outputs. */
    EVALUATION,
    /** Scores of bicubic upscaling. */
    BASELINE,
    /** A metric as assessor. */
    ASSESSOR,
    /** An initialisation of an assessor that is compared with a random one. */
    TRANSFER,
    /** Asked for by hand; not part of the declared grid. */
    EXPLORATORY
  }
}
