package io.chiral.networks.fidelity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.chiral.networks.SharedData;
import io.chiral.networks.torch.Precision;
import io.chiral.networks.torch.Torch;
import io.chiral.networks.weights.Safetensors;
import io.chiral.networks.weights.Weights;
import io.chiral.networks.weights.pickled.TorchFile;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * LPIPS of real pairs with real weights, all from the shared data. The expected values are the
 * lpips package's (0.1.4): {@code tools/golden_backbones_conv.py DATA} prints them.
 */
class LpipsRealGolden {

  @RegisterExtension static final Torch TORCH = new Torch();

  @ParameterizedTest
  @CsvSource({
    "alex,alexnet_features,reference/piq/goldhill.gif,reference/piq/goldhill_jpeg.gif,0.288244",
    "alex,alexnet_features,reference/piq/I01.BMP,reference/piq/i01_01_5.bmp,0.348526",
    "alex,alexnet_features,weights/dists/r0.png,weights/dists/r1.png,0.385191",
    "squeeze,squeezenet1_1_features,reference/piq/goldhill.gif,reference/piq/goldhill_jpeg.gif,0.449885",
    "squeeze,squeezenet1_1_features,reference/piq/I01.BMP,reference/piq/i01_01_5.bmp,0.242283",
    "squeeze,squeezenet1_1_features,weights/dists/r0.png,weights/dists/r1.png,0.364472"
  })
  void isTheAuthors(String net, String features, String first, String second, double expected)
      throws IOException {
    Lpips lpips = Lpips.of(net, TORCH.kernels(), Precision.FLOAT32);
    Weights weights = real(lpips, net, features);

    float distance = lpips.loss(weights, image(first), image(second)).getFloat();

    assertThat((double) distance).isCloseTo(expected, within(1e-5));
  }

  private static Weights real(Lpips lpips, String net, String features) throws IOException {
    NDManager manager = TORCH.manager();
    Map<String, NDArray> all = new LinkedHashMap<>();
    Weights backbone =
        Safetensors.read(
            SharedData.require("weights/imagenet/" + features + ".safetensors"), manager);
    lpips
        .backbone()
        .parameters()
        .strict(backbone)
        .asMap()
        .forEach((name, array) -> all.put("backbone." + name, array));
    try (TorchFile heads =
        TorchFile.open(SharedData.require("weights/lpips/" + net + ".pth"), null)) {
      all.putAll(lpips.heads().strict(heads.load(manager)).asMap());
    }
    return lpips.parameters().strict(Weights.of(manager.newSubManager(), all));
  }

  /** (1, 3, H, W) of the file's sRGB values over 255. */
  private static NDArray image(String part) throws IOException {
    BufferedImage file = ImageIO.read(SharedData.require(part).toFile());
    int width = file.getWidth();
    int size = width * file.getHeight();
    int[] pixels = file.getRGB(0, 0, width, file.getHeight(), null, 0, width);
    float[] values = new float[3 * size];
    for (int i = 0; i < size; i++) {
      for (int channel = 0; channel < 3; channel++) {
        values[channel * size + i] = (pixels[i] >> (16 - 8 * channel) & 0xff) / 255f;
      }
    }
    return TORCH.manager().create(values, new Shape(1, 3, file.getHeight(), width));
  }
}
