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
public final class Vgg16 {

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
   * The first {@code stages} stages, 0 to 5.
   *
   * @throws IllegalArgumentException for another number
   */
  public static Vgg16 ofStages(
      int stages, Pooling pooling, TorchKernels kernels, Precision precision) {
    if (stages < 0 || stages > STAGES.size()) {
      throw new IllegalArgumentException("VGG-16 has stages 1 to 5, not " + stages);
    }
    return new Vgg16(STAGES.subList(0, stages), pooling, kernels, precision);
  }

  /**
   * Up to the ReLU named as in the literature, {@code relu1_1} to {@code relu5_3}.
   *
   * @throws IllegalArgumentException if there is none of that name
   */
  public static Vgg16 upTo(
      String relu, Pooling pooling, TorchKernels kernels, Precision precision) {
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

  /** Channels of stage {@code number}, 1 to 5. */
  public static int channels(int number) {
    return STAGES.get(number - 1).out();
  }

  public ParameterTable parameters() {
    return parameters;
  }

  /** Channels of the last feature map. */
  public int channels() {
    return stages.get(stages.size() - 1).out();
  }

  /**
   * Feature maps (B, C, H/stride, W/stride) after each stage's last ReLU.
   *
   * @param image (B, 3, H, W), RGB in [0, 1]; ImageNet's mean and deviation are removed here
   * @param manager owner of the maps
   */
  public List<NDArray> features(Weights weights, NDArray image, NDManager manager) {
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
    return features;
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
