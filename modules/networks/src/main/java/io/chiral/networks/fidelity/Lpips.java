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
import io.chiral.networks.torch.Precision;
import io.chiral.networks.torch.TorchKernels;
import io.chiral.networks.weights.Initialisation;
import io.chiral.networks.weights.ParameterSpec;
import io.chiral.networks.weights.ParameterTable;
import io.chiral.networks.weights.Weights;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * LPIPS 0.1 (Zhang et al., <a href="https://arxiv.org/abs/1801.03924">arXiv 1801.03924</a>) as in
 * {@code lpips/lpips.py} of github.com/richzhang/PerceptualSimilarity at 082bb24: at each tap of a
 * backbone the squared difference of features scaled to length one (plus 1e-10), weighted by a head
 * and averaged over places; the sum over taps.
 *
 * <p>Its scaling layer on [−1, 1] removes exactly ImageNet's mean and deviation, as the backbone
 * does on [0, 1]. Nothing is resized. The backbone runs in the precision given, the rest in
 * float32.
 *
 * <p>Parameters: {@code backbone.…}, as a rule frozen, and {@code linK.model.1.weight} (1, C, 1, 1)
 * for tap K from 0 on. Random heads are all ones, which is the published baseline without heads;
 * others could be negative.
 */
public final class Lpips implements FidelityMetric {

  private static final String BACKBONE = "backbone.";

  /** Backbones by the names that LPIPS has for them. */
  private static final Map<String, String> BACKBONES =
      new TreeMap<>(Map.of("alex", "alexnet", "squeeze", "squeezenet", "vgg", "vgg16"));

  private final String id;
  private final Backbone backbone;
  private final ParameterTable heads;
  private final TorchKernels kernels;

  private Lpips(String id, Backbone backbone, TorchKernels kernels) {
    this.id = id;
    this.backbone = backbone;
    this.kernels = kernels;
    List<ParameterSpec> specs = new ArrayList<>();
    for (Tap tap : backbone.taps()) {
      specs.add(parameter(head(specs.size()), Initialisation.constant(1), 1, tap.channels(), 1, 1));
    }
    this.heads = ParameterTable.of(specs);
  }

  /**
   * @param net {@code alex}, {@code squeeze} or {@code vgg}
   * @throws IllegalArgumentException for another
   */
  public static Lpips of(String net, TorchKernels kernels, Precision precision) {
    String backbone = BACKBONES.get(net);
    if (backbone == null) {
      throw new IllegalArgumentException(
          "LPIPS is on one of %s, got \"%s\""
              .formatted(String.join(", ", BACKBONES.keySet()), net));
    }
    return new Lpips(
        "lpips-" + net, Backbones.of(backbone, null, Pooling.MAXIMUM, kernels, precision), kernels);
  }

  /**
   * By the backbone's own id: {@code alexnet}, {@code squeezenet} or {@code vgg16}.
   *
   * @throws IllegalArgumentException for another
   */
  public static Lpips on(String backbone, TorchKernels kernels, Precision precision) {
    return BACKBONES.entrySet().stream()
        .filter(entry -> entry.getValue().equals(backbone))
        .findFirst()
        .map(entry -> of(entry.getKey(), kernels, precision))
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "LPIPS is on one of %s, got \"%s\""
                        .formatted(String.join(", ", BACKBONES.values()), backbone)));
  }

  /**
   * {@code lpips-alex}, {@code lpips-squeeze} or {@code lpips-vgg}; also its published heads' id.
   */
  @Override
  public String id() {
    return id;
  }

  @Override
  public ParameterTable parameters() {
    List<ParameterSpec> specs = new ArrayList<>();
    heads.forEach(specs::add);
    return backbone.parameters().under(BACKBONE, specs.toArray(ParameterSpec[]::new));
  }

  /** The network whose features are compared. */
  public Backbone backbone() {
    return backbone;
  }

  /** What a file of published heads holds: {@code lin0.model.1.weight} and on. */
  public ParameterTable heads() {
    return heads;
  }

  @Override
  public NDArray perImage(Weights weights, NDArray output, NDArray reference) {
    ImagePair.require(id, output, reference, backbone.smallestSide());
    NDManager results = output.getManager();
    try (NDManager manager = results.newSubManager()) {
      List<NDArray> x = taps(weights, output, manager);
      List<NDArray> y = taps(weights, reference, manager);
      NDList distances = new NDList();
      for (int k = 0; k < x.size(); k++) {
        distances.add(
            kernels
                .call("lpips_tap")
                .tensor(x.get(k))
                .tensor(y.get(k))
                .tensor(weights.get(head(k)))
                .one(manager));
      }
      return kernels.call("summed").list(distances).one(results);
    }
  }

  private List<NDArray> taps(Weights weights, NDArray image, NDManager manager) {
    return backbone.features(weights.view(BACKBONE), image, Mode.EVALUATION, manager).taps();
  }

  private static String head(int tap) {
    return "lin" + tap + ".model.1.weight";
  }
}
