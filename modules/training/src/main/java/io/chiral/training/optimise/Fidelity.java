package io.chiral.training.optimise;

import ai.djl.ndarray.NDArray;
import io.chiral.messages.spec.MetricSpec;
import io.chiral.networks.fidelity.FidelityMetric;
import io.chiral.networks.torch.Precision;
import io.chiral.networks.weights.Weights;
import io.chiral.training.Torch;
import io.chiral.training.model.FirstWeights;
import io.chiral.training.model.Models;
import io.chiral.training.model.Tensors;
import io.chiral.training.random.Seeds;

/** The metric as objective: its structure and its frozen values. */
final class Fidelity {

  private final FidelityMetric metric;
  private final Weights weights;

  Fidelity(MetricSpec spec, Seeds seeds, Torch torch, FirstWeights first, Precision precision) {
    metric = Models.metric(spec, torch.kernels(), precision);
    weights = first.of(metric, spec, seeds.metric());
  }

  FidelityMetric metric() {
    return metric;
  }

  Weights weights() {
    return weights;
  }

  NDArray loss(NDArray output, NDArray reference) {
    return metric.loss(weights, output, reference);
  }

  String digest() {
    return Tensors.digest(weights);
  }
}
