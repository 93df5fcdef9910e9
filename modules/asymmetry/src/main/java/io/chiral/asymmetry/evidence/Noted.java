package io.chiral.asymmetry.evidence;

/**
 * A contradiction as it can be written down and noted again by another fold.
 *
 * @param key what came with two different values
 * @param number whether the values are compared as numbers
 * @param smallest of its values, as Java writes it
 * @param largest likewise
 */
public record Noted(String key, boolean number, String smallest, String largest) {}
