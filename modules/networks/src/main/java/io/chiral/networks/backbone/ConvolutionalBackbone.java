package io.chiral.networks.backbone;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.chiral.networks.torch.Precision;
import io.chiral.networks.torch.TorchKernels;
import io.chiral.networks.weights.ParameterSpec;
import io.chiral.networks.weights.ParameterTable;
import io.chiral.networks.weights.Weights;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A chain of stages, each of which ends at a tap. Images of any size from {@link #smallestSide()}
 * on are taken as they are, with ImageNet's mean and deviation removed; the map is the last tap's,
 * the vector its mean over places. One kernel call a stage.
 */
final class ConvolutionalBackbone implements Backbone {

  private final String id;
  private final boolean signed;
  private final List<ConvolutionalStage> stages;
  private final TorchKernels kernels;
  private final Precision precision;
  private final ParameterTable parameters;

  private ConvolutionalBackbone(
      String id,
      boolean signed,
      List<ConvolutionalStage> stages,
      TorchKernels kernels,
      Precision precision) {
    this.id = id;
    this.signed = signed;
    this.stages = stages;
    this.kernels = kernels;
    this.precision = precision;
    List<ParameterSpec> specs = new ArrayList<>();
    stages.forEach(stage -> specs.addAll(stage.specs()));
    this.parameters = ParameterTable.of(specs);
  }

  /**
   * @param stages of the whole network
   * @param cut name of the last tap; null: whole
   * @throws IllegalArgumentException if there is no tap of that name
   */
  static Backbone upTo(
      @Nullable String cut,
      String id,
      boolean signed,
      List<ConvolutionalStage> stages,
      TorchKernels kernels,
      Precision precision) {
    if (cut == null) {
      return new ConvolutionalBackbone(id, signed, stages, kernels, precision);
    }
    for (int i = 0; i < stages.size(); i++) {
      if (stages.get(i).tap().name().equals(cut)) {
        return new ConvolutionalBackbone(id, signed, stages.subList(0, i + 1), kernels, precision);
      }
    }
    throw new IllegalArgumentException(
        "%s is cut after one of %s, not \"%s\""
            .formatted(
                id,
                stages.stream().map(s -> s.tap().name()).collect(Collectors.joining(", ")),
                cut));
  }

  @Override
  public String id() {
    return id;
  }

  @Override
  public ParameterTable parameters() {
    return parameters;
  }

  @Override
  public List<Tap> taps() {
    return stages.stream().map(ConvolutionalStage::tap).toList();
  }

  @Override
  public int channels() {
    return last().tap().channels();
  }

  @Override
  public int multiple() {
    return 1;
  }

  @Override
  public int smallestSide() {
    return last().smallestSide();
  }

  @Override
  public boolean signed() {
    return signed;
  }

  @Override
  public Features features(Weights weights, NDArray image, Mode mode, NDManager manager) {
    List<NDArray> taps = new ArrayList<>();
    try (NDArray normalised = kernels.call("imagenet_normalised").tensor(image).one(manager)) {
      NDArray x = normalised;
      for (ConvolutionalStage stage : stages) {
        x =
            kernels
                .call(stage.kernel())
                .tensor(x)
                .dictionary(stage.tensors(weights))
                .one(manager, stage.how(mode.code(), precision.code()));
        taps.add(x);
      }
    }
    NDArray map = taps.get(taps.size() - 1);
    return new Features(taps, map, kernels.call("global_average").tensor(map).one(manager));
  }

  private ConvolutionalStage last() {
    return stages.get(stages.size() - 1);
  }
}
