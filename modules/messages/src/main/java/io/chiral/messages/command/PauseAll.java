package io.chiral.messages.command;

import org.jspecify.annotations.Nullable;

/**
 * Stop everything at the next step boundary and start no further slice of any study, present or to
 * come, until {@link ResumeAll}. What is paused by itself stays so.
 *
 * @param reason for people; null: none given
 */
public record PauseAll(@Nullable String reason) implements Command {}
