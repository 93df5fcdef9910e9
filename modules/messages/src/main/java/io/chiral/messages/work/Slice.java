package io.chiral.messages.work;

import io.chiral.messages.spec.RunSpec;
import org.jspecify.annotations.Nullable;

/**
 * "Run r, slice n, attempt k: from step a, not beyond b". Its result is a pure function of the
 * checkpoint, the specification and the step at which it ends.
 *
 * @param study study id
 * @param run run id
 * @param slice number within the run, from 0
 * @param attempt from 1; another attempt at the same slice after a failure
 * @param cell what the run is in its study
 * @param spec what the run does
 * @param fromStep step of the checkpoint (0: not begun)
 * @param maxStep the next milestone, where the slice must end
 * @param budgetMillis after about so long the slice ends at the next step boundary
 * @param checkpoint the run's own last checkpoint; null: begin
 * @param source the checkpoint of another run that {@link RunSpec#from()} names; null: none
 */
public record Slice(
    String study,
    String run,
    int slice,
    int attempt,
    Cell cell,
    RunSpec spec,
    int fromStep,
    int maxStep,
    long budgetMillis,
    @Nullable CheckpointRef checkpoint,
    @Nullable CheckpointRef source) {}
