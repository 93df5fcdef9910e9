package io.chiral.messages.command;

import org.jspecify.annotations.Nullable;

/**
 * Drop a study that is over, with its runs and its report. Its checkpoints and tiles are collected
 * later, but for what others refer to. Its id stays taken.
 *
 * @param study study id
 * @param reason for people; null: none given
 */
public record Forget(String study, @Nullable String reason) implements Command {}
