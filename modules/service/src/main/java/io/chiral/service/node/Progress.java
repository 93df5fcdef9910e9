package io.chiral.service.node;

/**
 * How far a slice is; travels over the event bus as JSON in a buffer. May be lost.
 *
 * @param worker who computes it
 * @param study study id
 * @param run run id
 * @param step steps of the run that are done
 * @param maxStep where the slice ends at the latest
 * @param steps of the whole run
 * @param stepMillis how long the last step took
 */
public record Progress(
    String worker, String study, String run, int step, int maxStep, int steps, long stepMillis) {}
