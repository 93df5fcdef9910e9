package io.chiral.load;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.chiral.messages.spec.DiscriminatorSpec;
import io.chiral.messages.spec.GeneratorSpec;
import io.chiral.messages.spec.MetricSpec;
import io.chiral.messages.spec.OptimiserSpec;
import io.chiral.networks.backbone.Backbone;
import io.chiral.networks.backbone.Backbones;
import io.chiral.networks.backbone.Mode;
import io.chiral.networks.backbone.Pooling;
import io.chiral.networks.discriminator.Discriminator;
import io.chiral.networks.fidelity.FidelityMetric;
import io.chiral.networks.generator.SwinIr;
import io.chiral.networks.torch.Precision;
import io.chiral.networks.weights.ParameterTable;
import io.chiral.networks.weights.Weights;
import io.chiral.training.Torch;
import io.chiral.training.model.Models;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * A network at a size.
 *
 * @param name in the table
 * @param size of its input
 * @param make builds it
 */
record Subject(String name, String size, Function<Torch, Network> make) {

  private static final Precision FLOAT = Precision.FLOAT32;
  private static final int GENERATED = 64;
  private static final int CLASSIFIED = 224;
  private static final int CRITICISED = 128;

  static List<String> names() {
    return all().stream().map(Subject::name).toList();
  }

  static Subject named(String name) {
    return all().stream()
        .filter(subject -> subject.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException(name + " is none of " + names()));
  }

  Network build(Torch torch) {
    return make.apply(torch);
  }

  private static List<Subject> all() {
    List<Subject> all = new ArrayList<>();
    for (String config : List.of("lightweight", "classical", "real-m", "real-l")) {
      all.add(
          new Subject("swinir-" + config + " ×4", "1×3×64×64", torch -> generator(torch, config)));
    }
    for (String id : Backbones.ids()) {
      all.add(new Subject(id, "1×3×224×224", torch -> backbone(torch, id)));
    }
    for (String id : List.of("vgg16", "resnet50", "dinov2-s14", "patchgan", "unet")) {
      all.add(new Subject("patch discriminator " + id, "2×3×128×128", torch -> critic(torch, id)));
    }
    all.add(new Subject("dists on vgg16", "2 pairs of 3×128×128", Subject::dists));
    return all;
  }

  private static Network generator(Torch torch, String config) {
    SwinIr network =
        Models.generator(
            new GeneratorSpec("swinir", config, 4, "published"), torch.kernels(), FLOAT);
    return new Network(
        network.parameters(),
        (weights, scope) ->
            network.forward(weights, noise(scope, 1, GENERATED), true, 1).abs().mean());
  }

  private static Network backbone(Torch torch, String id) {
    Backbone network = Backbones.of(id, null, Pooling.MAXIMUM, torch.kernels(), FLOAT);
    return new Network(
        network.parameters(),
        (weights, scope) ->
            network
                .features(weights, noise(scope, 1, CLASSIFIED), Mode.TRAINING, scope)
                .vector()
                .mean());
  }

  private static Network critic(Torch torch, String id) {
    OptimiserSpec adam = new OptimiserSpec(1e-4, 0.9, 0.99, 1e-8, 0);
    Discriminator network =
        Models.discriminator(
            new DiscriminatorSpec("patch", id, null, "random", "bce", 0.1, adam),
            torch.kernels(),
            FLOAT);
    return new Network(
        network.parameters(),
        (weights, scope) ->
            network.logits(weights, noise(scope, 2, CRITICISED), Mode.TRAINING).mean());
  }

  private static Network dists(Torch torch) {
    FidelityMetric metric =
        Models.metric(
            new MetricSpec("dists", "dists", "vgg16", "random", List.of()), torch.kernels(), FLOAT);
    return new Network(
        metric.parameters(),
        (weights, scope) ->
            metric.loss(weights, noise(scope, 2, CRITICISED), noise(scope, 2, CRITICISED)));
  }

  private static NDArray noise(NDManager scope, int batch, int side) {
    return scope.randomUniform(0, 1, new Shape(batch, 3, side, side));
  }

  /**
   * @param parameters its tensors
   * @param forward a scalar that depends on all of them
   */
  record Network(ParameterTable parameters, Forward forward) {

    NDArray loss(Weights weights, NDManager scope) {
      return forward.of(weights, scope);
    }
  }

  @FunctionalInterface
  interface Forward {
    NDArray of(Weights weights, NDManager scope);
  }
}
