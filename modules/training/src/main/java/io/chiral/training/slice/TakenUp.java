package io.chiral.training.slice;

import io.chiral.training.RunInMemory;
import org.jspecify.annotations.Nullable;

/**
 * A run at its slice's first step.
 *
 * @param note what a person should know of how it came there; null: nothing
 */
record TakenUp(RunInMemory run, @Nullable String note) {}
