package io.chiral.messages.schema;

/**
 * A rule that a document breaks.
 *
 * @param place JSON pointer of the value that is wrong, unknown or missing; empty: the document
 * @param message the value and the rule, in words
 */
public record Violation(String place, String message) {}
