package io.chiral.messages.work;

import org.jspecify.annotations.Nullable;

/**
 * What a run is within its study's grid.
 *
 * @param role of the run
 * @param metric metric id; null where the role has none
 * @param setting adversarial setting id; null where the role has none
 * @param seed run seed; null where it makes no difference
 * @param step of the evaluated checkpoint; null where nothing is evaluated
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
    /** Asked for by hand; not part of the declared grid. */
    EXPLORATORY
  }
}
