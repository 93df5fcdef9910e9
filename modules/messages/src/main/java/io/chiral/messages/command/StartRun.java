package io.chiral.messages.command;

import io.chiral.messages.spec.RunSpec;
import org.jspecify.annotations.Nullable;

/**
 * Start one run: in an existing study (where it is exploratory: its grid is declared already), or
 * in a study of its own.
 *
 * @param study id of an existing or new study; null: a new one named by hash
 * @param run what to do
 * @param priority larger goes first
 */
public record StartRun(@Nullable String study, RunSpec run, int priority) implements Command {}
