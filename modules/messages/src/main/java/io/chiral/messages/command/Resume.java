package io.chiral.messages.command;

import org.jspecify.annotations.Nullable;

/**
 * Go on with what was paused.
 *
 * @param study study id
 * @param run run id within it; null: all its runs
 * @param reason for people; null: none given
 */
public record Resume(String study, @Nullable String run, @Nullable String reason)
    implements Command {}
