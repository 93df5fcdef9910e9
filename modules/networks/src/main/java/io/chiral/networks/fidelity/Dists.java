package io.chiral.networks.fidelity;

import static io.chiral.networks.weights.ParameterSpec.parameter;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import io.chiral.networks.backbone.Backbone;
import io.chiral.networks.backbone.Backbones;
import io.chiral.networks.backbone.Mode;
import io.chiral.networks.backbone.Pooling;
import io.chiral.networks.backbone.Tap;
import io.chiral.networks.backbone.Vgg16;
import io.chiral.networks.torch.Precision;
import io.chiral.networks.torch.TorchKernels;
import io.chiral.networks.weights.Initialisation;
import io.chiral.networks.weights.ParameterSpec;
import io.chiral.networks.weights.ParameterTable;
import io.chiral.networks.weights.Weights;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * DISTS (Ding et al., <a href="https://arxiv.org/abs/2004.07728">arXiv 2004.07728</a>) as in {@code
 * DISTS_pytorch/DISTS_pt.py} of github.com/dingkeyan93/DISTS at 1267d8c, on VGG-16 or any other
 * backbone, over any of the image itself (stage 0) and the backbone's taps (stage 1 and up): D = 1
 * − Σ(αS₁ + βS₂) / Σ(α + β) over the channels of the chosen stages. As a loss nothing is resized;
 * an assessor resizes beforehand. Signed features are rectified first, as A-FINE does ({@code
 * afine_arch.py} of github.com/ChrisDud0257/AFINE at 1b49be7): where two means have opposite signs,
 * S₁ would be negative and its gradient would lead away.
 *
 * <p>B images, K channels of all chosen stages. Parameters: {@code alpha} and {@code beta} (1, K,
 * 1, 1), normal around 0.1 with deviation 0.01, and {@code backbone.…} up to the last chosen stage,
 * frozen unless made to require gradients; it runs by its running statistics. Similarities and the
 * distance are computed in float32 in any precision.
 */
public final class Dists implements FidelityMetric {

  private static final int IMAGE_CHANNELS = 3;
  private static final String BACKBONE = "backbone.";

  private final String backboneId;
  private final SortedSet<Integer> stages;
  private final List<Tap> taps;
  private final @Nullable Backbone backbone;
  private final TorchKernels kernels;
  private final ParameterTable parameters;

  private Dists(
      Backbone whole, SortedSet<Integer> stages, TorchKernels kernels, Precision precision) {
    this.backboneId = whole.id();
    this.stages = stages;
    this.taps = whole.taps();
    this.kernels = kernels;
    this.backbone =
        stages.last() == 0
            ? null
            : Backbones.of(
                backboneId, taps.get(stages.last() - 1).name(), Pooling.L2, kernels, precision);
    Initialisation weight = Initialisation.normal(0.1, 0.01);
    this.parameters =
        (backbone == null ? ParameterTable.of(List.of()) : backbone.parameters())
            .under(
                BACKBONE,
                parameter("alpha", weight, 1, channels(), 1, 1),
                parameter("beta", weight, 1, channels(), 1, 1));
  }

  /** All of the image and VGG-16's five stages: K = 1475. */
  public static Dists vgg16(TorchKernels kernels) {
    return of(Vgg16.ID, List.of(), kernels, Precision.FLOAT32);
  }

  /** Chosen stages on VGG-16. */
  public static Dists vgg16(Collection<Integer> stages, TorchKernels kernels, Precision precision) {
    return of(Vgg16.ID, stages, kernels, precision);
  }

  /**
   * @param backbone its id
   * @param stages any of 0 (the image) to the number of the backbone's taps; empty: all
   * @throws IllegalArgumentException for another backbone or stage
   */
  public static Dists of(
      String backbone, Collection<Integer> stages, TorchKernels kernels, Precision precision) {
    Backbone whole = Backbones.of(backbone, null, Pooling.L2, kernels, precision);
    int last = whole.taps().size();
    SortedSet<Integer> chosen = new TreeSet<>(stages);
    if (chosen.isEmpty()) {
      IntStream.rangeClosed(0, last).forEach(chosen::add);
    }
    if (chosen.first() < 0 || chosen.last() > last) {
      throw new IllegalArgumentException(
          "DISTS on %s takes stages of 0 to %d, not %s".formatted(backbone, last, stages));
    }
    return new Dists(whole, chosen, kernels, precision);
  }

  /** {@code dists-vgg16-s012}; stages of two digits are set apart by dots. */
  @Override
  public String id() {
    String between = taps.size() > 9 ? "." : "";
    return "dists-%s-s%s"
        .formatted(
            backboneId, stages.stream().map(String::valueOf).collect(Collectors.joining(between)));
  }

  @Override
  public ParameterTable parameters() {
    return parameters;
  }

  /** Whether this is the published metric's structure: VGG-16, the image and all stages. */
  public boolean isPublished() {
    return backboneId.equals(Vgg16.ID) && stages.size() == taps.size() + 1;
  }

  /** What a file of published weights holds: {@code alpha} and {@code beta}. */
  public ParameterTable heads() {
    List<ParameterSpec> heads = new ArrayList<>();
    parameters.forEach(heads::add);
    heads.removeIf(spec -> spec.name().startsWith(BACKBONE));
    return ParameterTable.of(heads);
  }

  /** K, channels of all chosen stages. */
  public int channels() {
    return stages.stream()
        .mapToInt(s -> s == 0 ? IMAGE_CHANNELS : taps.get(s - 1).channels())
        .sum();
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
    ImagePair.require(id(), output, reference, backbone == null ? 1 : backbone.smallestSide());
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
    if (backbone != null) {
      for (NDArray map :
          backbone.features(weights.view(BACKBONE), image, Mode.EVALUATION, manager).taps()) {
        all.add(backbone.signed() ? kernels.call("rectified").tensor(map).one(manager) : map);
      }
    }
    return stages.stream().map(all::get).toList();
  }

  /**
   * What each chosen stage's S₁ and S₂ take off the mean distance, in the stages' order: the mean
   * distance is 1 + Σ of all parts.
   *
   * @param output its {@link #taps}
   * @param reference those of the reference
   */
  public List<Part> parts(
      Weights weights, List<NDArray> output, List<NDArray> reference, NDManager results) {
    List<Part> parts = new ArrayList<>();
    List<Integer> numbers = List.copyOf(stages);
    int first = 0;
    for (int i = 0; i < output.size(); i++) {
      NDArray similarities =
          kernels
              .call("dists_similarities")
              .tensor(output.get(i))
              .tensor(reference.get(i))
              .one(results);
      NDList terms =
          kernels
              .call("dists_parts")
              .tensor(similarities)
              .tensor(weights.get("alpha"))
              .tensor(weights.get("beta"))
              .run(results, first);
      parts.add(new Part(numbers.get(i), terms.get(0), terms.get(1)));
      first += Math.toIntExact(similarities.getShape().get(2));
    }
    return parts;
  }

  /**
   * One stage's part of the mean distance, two scalars that are negative where images are alike.
   *
   * @param stage 0 (the image) and up
   * @param s1 −Σ αS₁ / Σ(α + β) over the stage's channels, mean over images
   * @param s2 the same of βS₂
   */
  public record Part(int stage, NDArray s1, NDArray s2) {}

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
