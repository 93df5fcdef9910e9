package io.chiral.training.optimise;

import io.chiral.messages.event.MetricEvent;
import io.chiral.messages.spec.OptimiseSpec;
import io.chiral.networks.generator.Generator;
import io.chiral.training.Torch;
import io.chiral.training.optimiser.MovingAverage;
import java.util.List;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * What a run is put together from.
 *
 * @param torch owner of everything native here
 * @param inputs as in a manifest
 * @param constants numbers that were settled at the run's beginning
 * @param events of the beginning
 * @param done steps done
 */
record OptimiseParts(
    String study,
    String run,
    OptimiseSpec spec,
    Torch torch,
    Generator network,
    Trained generator,
    @Nullable MovingAverage average,
    @Nullable Critic critic,
    @Nullable Fidelity fidelity,
    double fidelityWeight,
    Patches patches,
    SortedMap<String, String> inputs,
    SortedMap<String, Double> constants,
    DivergenceGuard guard,
    List<MetricEvent> events,
    int done) {}
