package io.chiral.messages.spec;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An assessor whose initialisations are compared, on the same splits and seeds: what features that
 * were learnt elsewhere are worth to it.
 *
 * @param id name of the architecture within the study, such as {@code "nr-alexnet"}
 * @param kind {@code nr} or {@code dists}
 * @param backbone such as {@code "alexnet"}
 * @param stages as in {@link MetricSpec}
 * @param initialisations {@code random}, with which the others are compared, and any of {@code
 *     published} (of {@code dists} on VGG-16 with α and β) and {@code discriminator}
 * @param setting the adversarial setting whose discriminator it is; null: no initialisation is one
 * @param objective the metric whose cells of that setting, one a seed, train the discriminators
 * @param benchmarks label table ids
 * @param stepsPerSplit optimiser steps of a split
 * @param batch items a step
 * @param optimiser of the assessor's own weights and, unless frozen, the backbone
 * @param backboneFrozen whether only the assessor's own weights are trained
 * @param learning loss, crops and choice of weights
 */
public record TransferSpec(
    String id,
    String kind,
    String backbone,
    List<Integer> stages,
    List<String> initialisations,
    @Nullable String setting,
    @Nullable String objective,
    List<String> benchmarks,
    int stepsPerSplit,
    int batch,
    OptimiserSpec optimiser,
    boolean backboneFrozen,
    LearningSpec learning) {

  /** What the others are compared with. */
  public static final String RANDOM = "random";

  /** The backbone that an adversarial run's discriminator ended with. */
  public static final String DISCRIMINATOR = "discriminator";

  public TransferSpec {
    stages = List.copyOf(stages);
    initialisations = List.copyOf(initialisations);
    benchmarks = List.copyOf(benchmarks);
  }

  /** The assessor of one initialisation, by the name that its scores have. */
  public MetricSpec assessor(String initialisation) {
    return new MetricSpec(assessorId(initialisation), kind, backbone, initialisation, stages);
  }

  /** {@code nr-alexnet-published}. */
  public String assessorId(String initialisation) {
    return id + "-" + initialisation;
  }
}
