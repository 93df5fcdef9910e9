package io.chiral.networks.quality;

import static io.chiral.networks.weights.ParameterSpec.buffer;
import static io.chiral.networks.weights.ParameterSpec.parameter;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.chiral.networks.backbone.Backbone;
import io.chiral.networks.backbone.Backbones;
import io.chiral.networks.backbone.Mode;
import io.chiral.networks.backbone.Pooling;
import io.chiral.networks.backbone.Tap;
import io.chiral.networks.torch.Precision;
import io.chiral.networks.torch.TorchKernels;
import io.chiral.networks.weights.Initialisation;
import io.chiral.networks.weights.ParameterTable;
import io.chiral.networks.weights.Weights;
import java.util.Collection;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A no-reference assessor: a backbone, the global mean and standard deviation of each channel of
 * its taps (as pooled by VSFA, Li et al., <a href="https://arxiv.org/abs/1908.00375">arXiv
 * 1908.00375</a>), and one linear layer on the standardised statistics. Linear, so that what an
 * initialisation is worth is seen and not what a head makes up for. The statistics keep the taps'
 * strengths, by which blur and noise show; a norm over channels would remove them.
 *
 * <p>B images, K = 2·ΣC statistics over the taps' channels C. Parameters: {@code backbone.…} up to
 * the last tap used, running by its stored statistics; {@code head.weight} (1, K), normal with
 * deviation 0.1/√K; {@code head.bias} (1), ½, the middle of opinions in [0, 1]. Buffers: {@code
 * head.mean} 0 and {@code head.deviation} 1 (K), by which statistics are standardised; the trainer
 * sets them to those of its train part.
 */
public final class NoReference {

  private static final String BACKBONE = "backbone.";

  private final SortedSet<Integer> stages;
  private final List<Tap> taps;
  private final Backbone backbone;
  private final TorchKernels kernels;
  private final ParameterTable parameters;

  private NoReference(
      Backbone whole, SortedSet<Integer> stages, TorchKernels kernels, Precision precision) {
    this.stages = stages;
    this.taps = whole.taps();
    this.kernels = kernels;
    String cut = taps.get(stages.last() - 1).name();
    backbone = Backbones.of(whole.id(), cut, Pooling.MAXIMUM, kernels, precision);
    int k = statistics();
    Initialisation weight = Initialisation.normal(0, 0.1 / Math.sqrt(k));
    parameters =
        backbone
            .parameters()
            .under(
                BACKBONE,
                parameter("head.weight", weight, 1, k),
                parameter("head.bias", Initialisation.constant(0.5f), 1),
                buffer("head.mean", Initialisation.constant(0), k),
                buffer("head.deviation", Initialisation.constant(1), k));
  }

  /**
   * @param backbone its id
   * @param stages any of 1 to the number of the backbone's taps; empty: all
   * @throws IllegalArgumentException for another backbone or stage
   */
  public static NoReference of(
      String backbone, Collection<Integer> stages, TorchKernels kernels, Precision precision) {
    Backbone whole = Backbones.of(backbone, null, Pooling.MAXIMUM, kernels, precision);
    int last = whole.taps().size();
    SortedSet<Integer> chosen = new TreeSet<>(stages);
    if (chosen.isEmpty()) {
      IntStream.rangeClosed(1, last).forEach(chosen::add);
    }
    if (chosen.first() < 1 || chosen.last() > last) {
      throw new IllegalArgumentException(
          "a no-reference assessor on %s takes stages of 1 to %d, not %s"
              .formatted(backbone, last, stages));
    }
    return new NoReference(whole, chosen, kernels, precision);
  }

  /** Identifies the structure: {@code nr-alexnet-s1.2.3.4.5}. */
  public String id() {
    return "nr-%s-s%s"
        .formatted(
            backbone.id(), stages.stream().map(String::valueOf).collect(Collectors.joining(".")));
  }

  public ParameterTable parameters() {
    return parameters;
  }

  /** K. */
  public int statistics() {
    return 2 * stages.stream().mapToInt(stage -> taps.get(stage - 1).channels()).sum();
  }

  /** Least height and width of an image. */
  public int smallestSide() {
    return backbone.smallestSide();
  }

  /**
   * What the score is made of, (B, K), so that the head can be trained on stored statistics when
   * the backbone is frozen.
   *
   * @param images (B, 3, H, W), RGB in [0, 1]
   */
  public NDArray statistics(Weights weights, NDArray images) {
    NDManager results = images.getManager();
    try (NDManager manager = results.newSubManager()) {
      List<NDArray> all =
          backbone.features(weights.view(BACKBONE), images, Mode.EVALUATION, manager).taps();
      return kernels
          .call("pooled_statistics")
          .list(stages.stream().map(stage -> all.get(stage - 1)).toList())
          .one(results);
    }
  }

  /** The score (B) of statistics (B, K); more is better. */
  public NDArray score(Weights weights, NDArray statistics) {
    return kernels
        .call("quality_score")
        .tensor(statistics)
        .dictionary(weights.under("head."))
        .one(statistics.getManager());
  }
}
