package io.chiral.training.slice;

/**
 * How far a slice is.
 *
 * @param run run id
 * @param step steps of the run that are done
 * @param maxStep where the slice must end
 * @param steps of the whole run
 * @param stepMillis how long the last step took
 */
public record SliceProgress(String run, int step, int maxStep, int steps, long stepMillis) {}
