package io.chiral.messages.report;

/**
 * How far the metrics topic was folded.
 *
 * @param partition of the topic
 * @param offset of the next record to be folded
 */
public record AsOf(int partition, long offset) {}
