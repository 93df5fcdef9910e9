package io.chiral.messages.command;

import io.chiral.messages.spec.EvaluateSpec;

/**
 * Evaluate a checkpoint within a study. The scores are exploratory.
 *
 * @param study id of an existing study
 * @param evaluation what to score
 */
public record Evaluate(String study, EvaluateSpec evaluation) implements Command {}
