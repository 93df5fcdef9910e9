package io.chiral.messages.spec;

/**
 * Adam.
 *
 * @param learningRate before the schedule
 * @param beta1 decay of the first moment
 * @param beta2 decay of the second moment
 * @param epsilon added to the root of the second moment
 * @param weightDecay decoupled (AdamW); 0 for plain Adam
 */
public record OptimiserSpec(
    double learningRate, double beta1, double beta2, double epsilon, double weightDecay) {}
