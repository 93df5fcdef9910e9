package io.chiral.training.judge;

import ai.djl.ndarray.NDArray;
import io.chiral.imagery.Image;
import io.chiral.imagery.metric.JudgeFamily;
import io.chiral.imagery.resize.PillowBilinear;
import io.chiral.networks.backbone.Backbones;
import io.chiral.networks.fidelity.Dists;
import io.chiral.networks.fidelity.FidelityMetric;
import io.chiral.networks.fidelity.Lpips;
import io.chiral.networks.published.WeightsFolder;
import io.chiral.networks.torch.Precision;
import io.chiral.networks.weights.ParameterSpec;
import io.chiral.networks.weights.ParameterTable;
import io.chiral.networks.weights.Weights;
import io.chiral.training.ImpossibleException;
import io.chiral.training.Torch;
import io.chiral.training.model.FirstWeights;
import io.chiral.training.model.Tensors;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * Judges that are networks with published weights.
 *
 * <ul>
 *   <li>{@code lpips-alex}, {@code lpips-squeeze}, {@code lpips-vgg}: version 0.1 with its heads;
 *   <li>{@code dists}, also {@code dists-vgg16}: as published, α and β trained on KADID-10k;
 *   <li>{@code dists-BACKBONE}: the same form on ImageNet, CLIP or DINOv2 features with all α and β
 *       equal, trained on nobody's opinions.
 * </ul>
 */
final class NetworkJudges {

  private static final String DISTS = "dists";
  private static final String LPIPS = "lpips-";
  private static final List<String> LPIPS_NETS = List.of("alex", "squeeze", "vgg");

  /** Weights of the statistics of means and of structures. */
  private static final List<String> STATISTICS = List.of("alpha", "beta");

  private static final String PUBLISHED_BACKBONE = "vgg16";

  /** DISTS resizes larger images so that their shorter side has this many pixels. */
  private static final int DISTS_SIDE = 256;

  private final Supplier<Torch> torch;
  private final WeightsFolder folder;
  private final Map<String, Loaded> loaded = new HashMap<>();

  NetworkJudges(Supplier<Torch> torch, WeightsFolder folder) {
    this.torch = torch;
    this.folder = folder;
  }

  static SortedSet<String> ids() {
    SortedSet<String> ids = new TreeSet<>();
    ids.add(DISTS);
    Backbones.ids().forEach(backbone -> ids.add(DISTS + "-" + backbone));
    LPIPS_NETS.forEach(net -> ids.add(LPIPS + net));
    return ids;
  }

  /** One of {@link #ids()}. */
  NetworkJudge of(String id, int border) {
    Loaded found = loaded.computeIfAbsent(id, this::load);
    return new NetworkJudge(
        id,
        JudgeFamily.REFERENCE_PERCEPTUAL,
        found.metric(),
        found.weights(),
        false,
        found.description(),
        found.resize(),
        border);
  }

  private static Image resized(Image image) {
    return PillowBilinear.shortSide(image, DISTS_SIDE);
  }

  private Loaded load(String id) {
    try {
      if (id.startsWith(LPIPS)) {
        return lpips(id.substring(LPIPS.length()));
      }
      String backbone = id.equals(DISTS) ? PUBLISHED_BACKBONE : id.substring(DISTS.length() + 1);
      return dists(backbone);
    } catch (IllegalArgumentException e) {
      throw new ImpossibleException("judge %s: %s".formatted(id, e.getMessage()), e);
    }
  }

  private Loaded lpips(String net) {
    Torch with = torch.get();
    Lpips lpips = Lpips.of(net, with.kernels(), Precision.FLOAT32);
    Weights weights =
        new FirstWeights(folder, with.manager())
            .of(lpips.parameters(), "published", lpips.backbone().id(), 0);
    fill(weights, lpips.id(), lpips.heads());
    return new Loaded(
        lpips,
        weights,
        "LPIPS 0.1 on %s, whole images, weights %s"
            .formatted(lpips.backbone().id(), digest(weights)),
        UnaryOperator.identity());
  }

  private Loaded dists(String backbone) {
    Torch with = torch.get();
    Dists dists = Dists.of(backbone, List.of(), with.kernels(), Precision.FLOAT32);
    FirstWeights first = new FirstWeights(folder, with.manager());
    Weights weights = first.of(dists.parameters(), "published", backbone, 0);
    boolean published = backbone.equals(PUBLISHED_BACKBONE);
    if (published) {
      fill(weights, DISTS, statistics(dists));
    } else {
      STATISTICS.forEach(name -> fillWithOnes(weights.get(name)));
    }
    return new Loaded(
        dists,
        weights,
        "DISTS on %s, %s, resized to a shorter side of 256 where larger (bilinear as Pillow), weights %s"
            .formatted(
                backbone, published ? "published α and β" : "equal α and β", digest(weights)),
        NetworkJudges::resized);
  }

  private static ParameterTable statistics(Dists dists) {
    List<ParameterSpec> specs = new ArrayList<>();
    dists.parameters().forEach(specs::add);
    specs.removeIf(spec -> !STATISTICS.contains(spec.name()));
    return ParameterTable.of(specs);
  }

  /** Puts installed tensors in the place of first values. */
  private void fill(Weights weights, String id, ParameterTable table) {
    try (Weights published = folder.load(id, table, torch.get().manager())) {
      published.asMap().forEach((name, array) -> weights.get(name).set(array.toFloatArray()));
    }
  }

  private static String digest(Weights weights) {
    return Tensors.digest(weights).substring(0, 12);
  }

  private static void fillWithOnes(NDArray array) {
    float[] ones = new float[Math.toIntExact(array.size())];
    Arrays.fill(ones, 1);
    array.set(ones);
  }

  private record Loaded(
      FidelityMetric metric, Weights weights, String description, UnaryOperator<Image> resize) {}
}
