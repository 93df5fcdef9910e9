package io.chiral.networks.backbone;

import static io.chiral.networks.weights.ParameterSpec.parameter;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.chiral.networks.torch.Precision;
import io.chiral.networks.torch.TorchKernels;
import io.chiral.networks.weights.Initialisation;
import io.chiral.networks.weights.ParameterSpec;
import io.chiral.networks.weights.ParameterTable;
import io.chiral.networks.weights.Weights;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The convolutions of VGG-16 (Simonyan and Zisserman, <a
 * href="https://arxiv.org/abs/1409.1556">arXiv 1409.1556</a>) as in torchvision's {@code vgg16},
 * whole or cut after one of its ReLUs.
 *
 * <p>Parameters: {@code features.N.weight} (out, in, 3, 3) and {@code features.N.bias} (out), with
 * torchvision's random initialisation (kaiming normal, fan out, ReLU; bias 0), which makes the
 * VGG-16-R of fidelity metrics. Stages 1 to 5 have 64, 128, 256, 512 and 512 channels at strides 1,
 * 2, 4, 8 and 16.
 */
public final class Vgg16 implements Backbone {

  /** Among the backbones. */
  public static final String ID = "vgg16";

  private static final List<VggStage> STAGES =
      List.of(
          new VggStage(1, 0, 2, 3, 64),
          new VggStage(2, 5, 2, 64, 128),
          new VggStage(3, 10, 3, 128, 256),
          new VggStage(4, 17, 3, 256, 512),
          new VggStage(5, 24, 3, 512, 512));

  private final List<VggStage> stages;
  private final Pooling pooling;
  private final TorchKernels kernels;
  private final Precision precision;
  private final ParameterTable parameters;

  private Vgg16(List<VggStage> stages, Pooling pooling, TorchKernels kernels, Precision precision) {
    this.stages = stages;
    this.pooling = pooling;
    this.kernels = kernels;
    this.precision = precision;
    this.parameters = ParameterTable.of(specs(stages));
  }

  /**
   * Up to the ReLU named as in the literature, {@code relu1_1} to {@code relu5_3}.
   *
   * @param relu null: {@code relu5_3}, the whole
   * @throws IllegalArgumentException if there is none of that name
   */
  public static Vgg16 of(
      @Nullable String relu, Pooling pooling, TorchKernels kernels, Precision precision) {
    if (relu == null) {
      return new Vgg16(STAGES, pooling, kernels, precision);
    }
    for (VggStage stage : STAGES) {
      for (int count = 1; count <= stage.convolutions(); count++) {
        if (relu.equals("relu" + stage.number() + "_" + count)) {
          List<VggStage> cut = new ArrayList<>(STAGES.subList(0, stage.number() - 1));
          cut.add(stage.cutAfter(count));
          return new Vgg16(cut, pooling, kernels, precision);
        }
      }
    }
    throw new IllegalArgumentException("VGG-16 has relu1_1 to relu5_3, not " + relu);
  }

  @Override
  public String id() {
    return ID;
  }

  @Override
  public ParameterTable parameters() {
    return parameters;
  }

  /** Each stage's last ReLU. */
  @Override
  public List<Tap> taps() {
    return stages.stream().map(VggStage::tap).toList();
  }

  @Override
  public int channels() {
    return stages.get(stages.size() - 1).out();
  }

  @Override
  public int multiple() {
    return 1;
  }

  @Override
  public int smallestSide() {
    return 1 << (stages.size() - 1);
  }

  @Override
  public boolean signed() {
    return false;
  }

  /** ImageNet's mean and deviation are removed; the vector is the last map's mean over places. */
  @Override
  public Features features(Weights weights, NDArray image, Mode mode, NDManager manager) {
    List<NDArray> features = new ArrayList<>();
    try (NDArray normalised = kernels.call("imagenet_normalised").tensor(image).one(manager)) {
      NDArray x = normalised;
      for (VggStage stage : stages) {
        x =
            kernels
                .call("vgg_stage")
                .tensor(x)
                .dictionary(stage.tensors(weights))
                .one(
                    manager,
                    stage.first(),
                    stage.convolutions(),
                    stage.number() == 1 ? 0 : pooling.code(),
                    precision.code());
        features.add(x);
      }
    }
    return Features.endingAt(features, kernels, manager);
  }

  private static List<ParameterSpec> specs(List<VggStage> stages) {
    List<ParameterSpec> specs = new ArrayList<>();
    for (VggStage stage : stages) {
      for (int k = 0; k < stage.convolutions(); k++) {
        String name = "features." + (stage.first() + 2 * k);
        int in = k == 0 ? stage.in() : stage.out();
        Initialisation weight = Initialisation.kaimingNormal(9L * stage.out());
        specs.add(parameter(name + ".weight", weight, stage.out(), in, 3, 3));
        specs.add(parameter(name + ".bias", Initialisation.constant(0), stage.out()));
      }
    }
    return specs;
  }
}
