package io.chiral.training.upscale;

import io.chiral.networks.generator.Generator;
import io.chiral.networks.generator.SwinIr;
import io.chiral.networks.generator.SwinIrConfig;
import io.chiral.networks.generator.SwinIrRecognition;
import io.chiral.networks.published.WeightsFile;
import io.chiral.networks.weights.TensorFile;
import io.chiral.networks.weights.Weights;
import io.chiral.training.Torch;
import java.io.IOException;
import java.nio.file.Path;

/** Upscalers from files of weights. */
public final class Upscalers {

  private Upscalers() {}

  /**
   * The SwinIR of a safetensors file or of one that PyTorch saved ({@code .pth}); the configuration
   * is told from the tensors' names and shapes.
   *
   * @throws IOException if the file is neither, or not sound
   * @throws IllegalArgumentException if its tensors are no SwinIR's
   */
  public static Opened open(Path file, Torch torch) throws IOException {
    try (TensorFile tensors = WeightsFile.open(file, null)) {
      SwinIrConfig config = SwinIrRecognition.of(tensors.shapes());
      SwinIr network = SwinIr.of(config, torch.kernels());
      Weights weights = network.parameters().strict(tensors.load(torch.manager()));
      return new Opened(network, weights);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("%s: %s".formatted(file, e.getMessage()), e);
    }
  }

  /** A generator with its values, to be asked on PyTorch's thread. */
  public record Opened(Generator generator, Weights weights) {

    /** With one tile size for all images. */
    public Upscaler tiled(int side, int overlap) {
      Tiling tiling = Tiling.of(generator, side, overlap);
      return new NetworkUpscaler(generator, weights, lr -> tiling);
    }

    /** With tiles for images that would need more native memory than this. */
    public Upscaler within(long bytes) {
      return new NetworkUpscaler(
          generator,
          weights,
          lr -> Tiling.fitting(generator, (long) lr.width() * lr.height(), bytes));
    }
  }
}
