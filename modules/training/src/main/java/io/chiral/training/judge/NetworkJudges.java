package io.chiral.training.judge;

import ai.djl.ndarray.NDArray;
import io.chiral.imagery.Image;
import io.chiral.imagery.metric.JudgeFamily;
import io.chiral.imagery.resize.PillowBilinear;
import io.chiral.networks.backbone.Backbones;
import io.chiral.networks.fidelity.ClassicalMetric;
import io.chiral.networks.fidelity.Dists;
import io.chiral.networks.fidelity.FidelityMetric;
import io.chiral.networks.fidelity.Lpips;
import io.chiral.networks.published.WeightsFolder;
import io.chiral.networks.torch.Precision;
import io.chiral.networks.torch.TorchKernels;
import io.chiral.networks.weights.Weights;
import io.chiral.training.ImpossibleException;
import io.chiral.training.Torch;
import io.chiral.training.model.FirstWeights;
import io.chiral.training.model.Tensors;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * Judges that PyTorch computes.
 *
 * <ul>
 *   <li>{@code ms-ssim}, {@code l1}, {@code mse}: no weights;
 *   <li>{@code lpips-alex}, {@code lpips-squeeze}, {@code lpips-vgg}: version 0.1 with its heads;
 *   <li>{@code dists}, also {@code dists-vgg16}: as published, α and β trained on KADID-10k;
 *   <li>{@code dists-BACKBONE}: the same form on published features with all α and β equal, trained
 *       on nobody's opinions.
 * </ul>
 */
final class NetworkJudges {

  private static final String MS_SSIM = "ms-ssim";

  /** Errors on RGB in [0, 1], by what they are. */
  private static final Map<String, String> ERRORS =
      Map.of("l1", "mean absolute error", "mse", "mean squared error");

  private static final String LPIPS = "lpips-";
  private static final List<String> LPIPS_NETS = List.of("alex", "squeeze", "vgg");
  private static final String DISTS = "dists";
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
    SortedSet<String> ids = new TreeSet<>(List.of(MS_SSIM, DISTS));
    Backbones.ids().forEach(backbone -> ids.add(DISTS + "-" + backbone));
    ids.addAll(ERRORS.keySet());
    LPIPS_NETS.forEach(net -> ids.add(LPIPS + net));
    return ids;
  }

  /** One of {@link #ids()}. */
  NetworkJudge of(String id, int border) {
    Loaded found = loaded.computeIfAbsent(id, this::load);
    boolean similarity = id.equals(MS_SSIM);
    return new NetworkJudge(
        id,
        similarity || ERRORS.containsKey(id)
            ? JudgeFamily.DISTORTION
            : JudgeFamily.REFERENCE_PERCEPTUAL,
        found.metric(),
        found.weights(),
        similarity,
        found.description(),
        found.resize(),
        border);
  }

  private Loaded load(String id) {
    try {
      if (id.equals(MS_SSIM)) {
        return formula(
            ClassicalMetric.msSsim(torch.get().kernels()), "MS-SSIM on RGB, five scales");
      }
      String error = ERRORS.get(id);
      if (error != null) {
        TorchKernels kernels = torch.get().kernels();
        return formula(
            id.equals("l1") ? ClassicalMetric.l1(kernels) : ClassicalMetric.mse(kernels),
            error + " on RGB in [0, 1]");
      }
      if (id.startsWith(LPIPS)) {
        return lpips(id.substring(LPIPS.length()));
      }
      return dists(id.equals(DISTS) ? PUBLISHED_BACKBONE : id.substring(DISTS.length() + 1));
    } catch (IllegalArgumentException e) {
      throw new ImpossibleException("judge %s: %s".formatted(id, e.getMessage()), e);
    }
  }

  private Loaded formula(FidelityMetric metric, String description) {
    Weights none = metric.parameters().initialise(torch.get().manager(), 0);
    return new Loaded(metric, none, description, UnaryOperator.identity());
  }

  private Loaded lpips(String net) {
    Lpips lpips = Lpips.of(net, torch.get().kernels(), Precision.FLOAT32);
    String backbone = lpips.backbone().id();
    Weights weights = first().published(lpips, backbone);
    return new Loaded(
        lpips,
        weights,
        "LPIPS 0.1 on %s, not resized, weights %s".formatted(backbone, digest(weights)),
        UnaryOperator.identity());
  }

  private Loaded dists(String backbone) {
    Dists dists = Dists.of(backbone, List.of(), torch.get().kernels(), Precision.FLOAT32);
    Weights weights = first().published(dists, backbone);
    boolean published = backbone.equals(PUBLISHED_BACKBONE);
    if (!published) {
      fillWithOnes(weights.get("alpha"));
      fillWithOnes(weights.get("beta"));
    }
    return new Loaded(
        dists,
        weights,
        ("DISTS on %s, %s α and β, resized to a shorter side of %d where larger"
                + " (bilinear as Pillow), weights %s")
            .formatted(backbone, published ? "published" : "equal", DISTS_SIDE, digest(weights)),
        NetworkJudges::resized);
  }

  private static Image resized(Image image) {
    return PillowBilinear.shortSide(image, DISTS_SIDE);
  }

  private FirstWeights first() {
    return new FirstWeights(folder, torch.get().manager());
  }

  private static void fillWithOnes(NDArray array) {
    float[] ones = new float[Math.toIntExact(array.size())];
    Arrays.fill(ones, 1);
    array.set(ones);
  }

  private static String digest(Weights weights) {
    return Tensors.digest(weights).substring(0, 12);
  }

  private record Loaded(
      FidelityMetric metric, Weights weights, String description, UnaryOperator<Image> resize) {}
}
