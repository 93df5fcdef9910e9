package io.chiral.messages.spec;

import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Fine-tune an assessor on a label table and score the held-out part of each split. A metric
 * without parameters is only scored. One step is one optimiser step; the steps of the splits follow
 * each other, and every split ends with its scores.
 *
 * @param metric what is fine-tuned
 * @param benchmark label table id
 * @param splits how many random splits by reference content
 * @param testShare share of contents held out, 0 to 1
 * @param stepsPerSplit optimiser steps of a split, at least 1 (a metric without parameters: 1)
 * @param batch items a step
 * @param optimiser of the assessor's own weights and, unless frozen, the backbone
 * @param backboneFrozen whether only the assessor's own weights are trained
 * @param learning loss, crops and choice of weights
 * @param seed of initialisation, splits and batches
 * @param splitSeed the splits depend on this alone, so that all metrics share them
 * @param from a run whose discriminator's backbone it begins with, for the initialisation {@code
 *     discriminator}; null for the others
 */
public record AssessSpec(
    MetricSpec metric,
    String benchmark,
    int splits,
    double testShare,
    int stepsPerSplit,
    int batch,
    OptimiserSpec optimiser,
    boolean backboneFrozen,
    LearningSpec learning,
    long seed,
    long splitSeed,
    @Nullable CheckpointSource from)
    implements RunSpec {

  @SuppressWarnings("NullAway") // Jackson gives null in what was stored before there was a choice
  public AssessSpec {
    learning = learning == null ? LearningSpec.STANDARD : learning;
  }

  @Override
  public int steps() {
    return Math.multiplyExact(splits, stepsPerSplit);
  }

  @Override
  public List<Integer> milestones() {
    return IntStream.rangeClosed(1, splits).mapToObj(split -> split * stepsPerSplit).toList();
  }
}
