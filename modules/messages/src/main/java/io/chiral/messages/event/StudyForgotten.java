package io.chiral.messages.event;

/**
 * A study is no longer reported on; the last event of it.
 *
 * @param study study id
 */
public record StudyForgotten(String study) implements MetricEvent {}
