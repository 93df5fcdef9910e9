package io.chiral.messages.command;

import org.jspecify.annotations.Nullable;

/**
 * Stop at the next step boundary and start no further slice until resumed.
 *
 * @param study study id
 * @param run run id within it; null: all its runs
 * @param reason for people; null: none given
 */
public record Pause(String study, @Nullable String run, @Nullable String reason)
    implements Command {}
