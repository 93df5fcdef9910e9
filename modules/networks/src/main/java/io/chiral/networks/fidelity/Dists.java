package io.chiral.networks.fidelity;

import static io.chiral.networks.weights.ParameterSpec.parameter;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import io.chiral.networks.backbone.Pooling;
import io.chiral.networks.backbone.Vgg16;
import io.chiral.networks.torch.Precision;
import io.chiral.networks.torch.TorchKernels;
import io.chiral.networks.weights.Initialisation;
import io.chiral.networks.weights.ParameterTable;
import io.chiral.networks.weights.Weights;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * DISTS (Ding et al., <a href="https://arxiv.org/abs/2004.07728">arXiv 2004.07728</a>) on VGG-16,
 * as in {@code DISTS_pytorch/DISTS_pt.py} of github.com/dingkeyan93/DISTS at 1267d8c, over any of
 * the image itself (stage 0) and the five stages: D = 1 − Σ(αS₁ + βS₂) / Σ(α + β) over the channels
 * of the chosen stages. As a loss nothing is resized; an assessor resizes beforehand.
 *
 * <p>B images, K channels of all chosen stages. Parameters: {@code alpha} and {@code beta} (1, K,
 * 1, 1), normal around 0.1 with deviation 0.01, and {@code backbone.features.N.…} of {@link Vgg16}
 * up to the last chosen stage, frozen unless made to require gradients. Similarities and the
 * distance are computed in float32 in any precision.
 */
public final class Dists implements FidelityMetric {

  private static final int IMAGE_CHANNELS = 3;
  private static final String BACKBONE = "backbone.";

  private final SortedSet<Integer> stages;
  private final Vgg16 backbone;
  private final TorchKernels kernels;
  private final ParameterTable parameters;

  private Dists(SortedSet<Integer> stages, TorchKernels kernels, Precision precision) {
    this.stages = stages;
    this.kernels = kernels;
    this.backbone = Vgg16.ofStages(stages.last(), Pooling.L2, kernels, precision);
    Initialisation weight = Initialisation.normal(0.1, 0.01);
    this.parameters =
        backbone
            .parameters()
            .under(
                BACKBONE,
                parameter("alpha", weight, 1, channels(), 1, 1),
                parameter("beta", weight, 1, channels(), 1, 1));
  }

  /** All of the image and the five stages: K = 1475. */
  public static Dists vgg16(TorchKernels kernels) {
    return vgg16(List.of(0, 1, 2, 3, 4, 5), kernels, Precision.FLOAT32);
  }

  /**
   * @param stages any of 0 (the image) to 5
   */
  public static Dists vgg16(Collection<Integer> stages, TorchKernels kernels, Precision precision) {
    SortedSet<Integer> chosen = new TreeSet<>(stages);
    if (chosen.isEmpty() || chosen.first() < 0 || chosen.last() > 5) {
      throw new IllegalArgumentException("DISTS takes stages of 0 to 5, not " + stages);
    }
    return new Dists(chosen, kernels, precision);
  }

  @Override
  public String id() {
    String all = stages.stream().map(String::valueOf).collect(Collectors.joining());
    return "dists-vgg16-s" + all;
  }

  @Override
  public ParameterTable parameters() {
    return parameters;
  }

  /** K, channels of all chosen stages. */
  public int channels() {
    return stages.stream().mapToInt(s -> s == 0 ? IMAGE_CHANNELS : Vgg16.channels(s)).sum();
  }

  @Override
  public NDArray perImage(Weights weights, NDArray output, NDArray reference) {
    try (NDArray similarities = similarities(weights, output, reference)) {
      return distance(weights, similarities);
    }
  }

  /**
   * S₁ and S₂ of every channel, (2, B, K): all that the distance needs of the images, so that α and
   * β can be trained on stored similarities when the backbone is frozen.
   */
  public NDArray similarities(Weights weights, NDArray output, NDArray reference) {
    ImagePair.require(id(), output, reference, 1 << Math.max(0, stages.last() - 1));
    NDManager results = output.getManager();
    try (NDManager manager = results.newSubManager()) {
      List<NDArray> x = taps(weights, output, manager);
      List<NDArray> y = taps(weights, reference, manager);
      return similarities(x, y, results);
    }
  }

  /**
   * As {@link #similarities(Weights, NDArray, NDArray)}, of {@link #taps} taken before, so that
   * many outputs can share one reference's.
   */
  public NDArray similarities(List<NDArray> output, List<NDArray> reference, NDManager results) {
    try (NDManager manager = results.newSubManager()) {
      NDList parts = new NDList();
      for (int i = 0; i < output.size(); i++) {
        parts.add(
            kernels
                .call("dists_similarities")
                .tensor(output.get(i))
                .tensor(reference.get(i))
                .one(manager));
      }
      return kernels.call("concatenated").list(parts).one(results); // (2, B, K)
    }
  }

  /** What is compared at each chosen stage: the image as it is, features of the normalised one. */
  public List<NDArray> taps(Weights weights, NDArray image, NDManager manager) {
    List<NDArray> all = new ArrayList<>();
    all.add(image);
    all.addAll(backbone.features(weights.view(BACKBONE), image, manager));
    return stages.stream().map(all::get).toList();
  }

  /** The distance (B) that {@code alpha} and {@code beta} make of similarities (2, B, K). */
  public NDArray distance(Weights weights, NDArray similarities) {
    return kernels
        .call("dists_distance")
        .tensor(similarities)
        .tensor(weights.get("alpha"))
        .tensor(weights.get("beta"))
        .one(similarities.getManager());
  }
}
