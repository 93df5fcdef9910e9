package io.chiral.messages.report;

/**
 * A key that came with two different values: an error of ours, shown and not hidden.
 *
 * @param key what was measured
 * @param kept the value that the report uses
 * @param other the one that contradicts it
 */
public record Fault(String key, String kept, String other) {}
