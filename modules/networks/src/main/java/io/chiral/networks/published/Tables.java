package io.chiral.networks.published;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.chiral.networks.backbone.Backbones;
import io.chiral.networks.backbone.Pooling;
import io.chiral.networks.generator.SwinIr;
import io.chiral.networks.generator.SwinIrConfig;
import io.chiral.networks.published.Entry.SwinIrRelease;
import io.chiral.networks.torch.Precision;
import io.chiral.networks.torch.TorchKernels;
import io.chiral.networks.weights.Initialisation;
import io.chiral.networks.weights.ParameterSpec;
import io.chiral.networks.weights.ParameterTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The tensors that an entry of the catalogue must have. */
final class Tables {

  private Tables() {}

  /**
   * Starts PyTorch on the calling thread for a moment, where a network is asked for its table.
   *
   * @throws IllegalArgumentException if this version has no such network
   */
  static ParameterTable of(Entry entry) {
    if (entry.tensors() != null) {
      return of(entry.tensors());
    }
    try (NDManager manager = NDManager.newBaseManager("PyTorch");
        TorchKernels kernels = TorchKernels.load(manager)) {
      if (entry.swinir() != null) {
        return SwinIr.of(config(entry.swinir()), kernels, Precision.FLOAT32).parameters();
      }
      return Backbones.of(
              String.valueOf(entry.backbone()), null, Pooling.MAXIMUM, kernels, Precision.FLOAT32)
          .parameters();
    }
  }

  private static ParameterTable of(Map<String, long[]> tensors) {
    List<ParameterSpec> specs = new ArrayList<>();
    tensors.forEach(
        (name, shape) ->
            specs.add(
                new ParameterSpec(name, new Shape(shape), Initialisation.constant(0), false)));
    return ParameterTable.of(specs);
  }

  private static SwinIrConfig config(SwinIrRelease release) {
    int scale = release.scale();
    return switch (release.config()) {
      case "classical" -> SwinIrConfig.classical(scale, release.patch());
      case "lightweight" -> SwinIrConfig.lightweight(scale);
      case "real-m" -> SwinIrConfig.realMedium(scale);
      case "real-l" -> SwinIrConfig.realLarge(scale);
      default -> throw new IllegalStateException("no SwinIR was released as " + release.config());
    };
  }
}
