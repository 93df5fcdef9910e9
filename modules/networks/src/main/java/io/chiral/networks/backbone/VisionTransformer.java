package io.chiral.networks.backbone;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.chiral.networks.torch.Precision;
import io.chiral.networks.torch.TorchKernels;
import io.chiral.networks.weights.ParameterTable;
import io.chiral.networks.weights.Weights;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A vision transformer (Dosovitskiy et al., <a href="https://arxiv.org/abs/2010.11929">arXiv
 * 2010.11929</a>), whole or cut after one of its taps: CLIP's image tower (<a
 * href="https://arxiv.org/abs/2103.00020">arXiv 2103.00020</a>) by OpenAI's names, or DINOv2
 * without registers (<a href="https://arxiv.org/abs/2304.07193">arXiv 2304.07193</a>) by the
 * official ones. B images of h × w patches, D channels.
 *
 * <p><b>Sizes.</b> Sides are brought up to the next multiple of the patch. The position table is
 * interpolated to h × w, bicubic without antialiasing, the class token's row apart: CLIP's by the
 * quotient of the grids, DINOv2's by (h + 0.1) / 37 and (w + 0.1) / 37, as its code does. (A-FINE
 * stretches CLIP's table row by row, class token and line ends included; at 224 × 224 both leave it
 * as it is. timm antialiases, which moves DINOv2's features at 224.)
 *
 * <p><b>Taps</b> {@code block1} to {@code block12} are patch tokens after a block's second sum, not
 * normed, without the class token, (B, D, h, w): all twelve of CLIP, which A-FINE compares, and
 * blocks 3, 6, 9 and 12 of DINOv2. They are signed. The map has the patch tokens after the last
 * norm, the vector the class token after it and, in CLIP, before {@code proj}, which leads into the
 * 512 channels shared with texts and stays unused. Cut after a tap the map is that tap and the
 * vector its mean over places.
 *
 * <p>No layer depends on the {@link Mode}: nothing keeps statistics, and no paths are dropped.
 */
public final class VisionTransformer implements Backbone {

  public static final String CLIP_B32 = "clip-vit-b32";
  public static final String CLIP_B16 = "clip-vit-b16";
  public static final String DINOV2_S14 = "dinov2-s14";
  public static final String DINOV2_B14 = "dinov2-b14";

  private final VitConfig config;
  private final int blocks;
  private final boolean whole;
  private final TorchKernels kernels;
  private final Precision precision;
  private final ParameterTable parameters;

  private VisionTransformer(
      VitConfig config, int blocks, boolean whole, TorchKernels kernels, Precision precision) {
    this.config = config;
    this.blocks = blocks;
    this.whole = whole;
    this.kernels = kernels;
    this.precision = precision;
    this.parameters = VitTable.of(config, blocks, whole);
  }

  /**
   * @param id one of the constants
   * @param cut name of the tap after which it ends; null: whole
   * @throws IllegalArgumentException if there is no such tap; lists what there is
   */
  static VisionTransformer of(
      String id, @Nullable String cut, TorchKernels kernels, Precision precision) {
    return of(VitConfig.of(id), cut, kernels, precision);
  }

  static VisionTransformer of(
      VitConfig config, @Nullable String cut, TorchKernels kernels, Precision precision) {
    int blocks = cut == null ? config.depth() : config.blockOf(cut);
    return new VisionTransformer(config, blocks, cut == null, kernels, precision);
  }

  @Override
  public String id() {
    return config.id();
  }

  @Override
  public ParameterTable parameters() {
    return parameters;
  }

  @Override
  public List<Tap> taps() {
    return config.taps().stream().filter(tap -> tap <= blocks).map(config::tap).toList();
  }

  @Override
  public int channels() {
    return config.width();
  }

  /** The patch's side. */
  @Override
  public int multiple() {
    return config.patch();
  }

  /** One patch. */
  @Override
  public int smallestSide() {
    return config.patch();
  }

  @Override
  public boolean signed() {
    return true;
  }

  @Override
  public Features features(Weights weights, NDArray image, Mode mode, NDManager manager) {
    long height = patches(image, 2);
    long width = patches(image, 3);
    List<NDArray> taps = new ArrayList<>();
    NDArray tokens =
        kernels
            .call(config.family().kernel("start"))
            .tensor(image)
            .dictionary(outsideBlocks(weights))
            .one(manager, config.patch(), precision.code()); // (B, T, D)
    for (int block = 1; block <= blocks; block++) {
      try (NDArray before = tokens) {
        tokens =
            kernels
                .call(config.family().kernel("block"))
                .tensor(before)
                .dictionary(weights.under(config.family().blocks() + (block - 1) + "."))
                .one(manager, config.heads(), precision.code()); // (B, T, D)
      }
      if (config.taps().contains(block)) {
        taps.add(map(tokens, height, width, manager));
      }
    }
    try (NDArray last = tokens) {
      return whole
          ? normed(weights, last, height, width, taps, manager)
          : Features.endingAt(taps, kernels, manager);
    }
  }

  private Features normed(
      Weights weights,
      NDArray tokens,
      long height,
      long width,
      List<NDArray> taps,
      NDManager manager) {
    try (NDArray normed =
        kernels
            .call(config.family().kernel("end"))
            .tensor(tokens)
            .dictionary(outsideBlocks(weights))
            .one(manager)) { // (B, T, D)
      NDArray vector = kernels.call("class_token").tensor(normed).one(manager); // (B, D)
      return new Features(taps, map(normed, height, width, manager), vector);
    }
  }

  /** (B, T, D) to (B, D, h, w), without the class token. */
  private NDArray map(NDArray tokens, long height, long width, NDManager manager) {
    return kernels.call("token_map").tensor(tokens).one(manager, height, width);
  }

  /** Tensors of what stands before and after the blocks, by their whole names. */
  private Map<String, NDArray> outsideBlocks(Weights weights) {
    Map<String, NDArray> found = new LinkedHashMap<>(weights.asMap());
    found.keySet().removeIf(name -> name.startsWith(config.family().blocks()));
    return found;
  }

  private long patches(NDArray image, int axis) {
    return (image.getShape().get(axis) + config.patch() - 1) / config.patch();
  }
}
