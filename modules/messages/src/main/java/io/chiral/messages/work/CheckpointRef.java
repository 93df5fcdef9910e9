package io.chiral.messages.work;

/**
 * A checkpoint by content.
 *
 * @param id {@code sha256} of what it determines, in hex; its name in the store
 * @param step at which it was made
 * @param bytes size of all its files
 * @param milestone whether others may depend on it
 */
public record CheckpointRef(String id, int step, long bytes, boolean milestone) {}
