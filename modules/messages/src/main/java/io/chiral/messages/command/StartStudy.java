package io.chiral.messages.command;

import io.chiral.messages.spec.StudySpec;
import org.jspecify.annotations.Nullable;

/**
 * Start a study.
 *
 * @param study its id; null: a hash of the command's source and id
 * @param spec what to do
 */
public record StartStudy(@Nullable String study, StudySpec spec) implements Command {}
