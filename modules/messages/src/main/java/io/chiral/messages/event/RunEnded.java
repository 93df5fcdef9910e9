package io.chiral.messages.event;

import io.chiral.messages.state.RunStatus;
import org.jspecify.annotations.Nullable;

/**
 * A run came to its end.
 *
 * @param study study id
 * @param run run id
 * @param status COMPLETED, FAILED or CANCELLED
 * @param reason for people; null where it completed
 */
public record RunEnded(String study, String run, RunStatus status, @Nullable String reason)
    implements MetricEvent {}
