package io.chiral.messages.command;

import org.jspecify.annotations.Nullable;

/**
 * Go on after {@link PauseAll}. Studies and runs that were paused by themselves stay paused.
 *
 * @param reason for people; null: none given
 */
public record ResumeAll(@Nullable String reason) implements Command {}
