package io.chiral.messages.command;

import org.jspecify.annotations.Nullable;

/**
 * End a study's runs, or one run, for good. What was published stays.
 *
 * @param study study id
 * @param run run id within it; null: all its runs
 * @param reason for people; null: none given
 */
public record Cancel(String study, @Nullable String run, @Nullable String reason)
    implements Command {}
