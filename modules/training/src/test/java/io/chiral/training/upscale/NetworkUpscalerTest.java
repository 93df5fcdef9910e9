package io.chiral.training.upscale;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import io.chiral.imagery.Image;
import io.chiral.imagery.texture.DeadLeaves;
import io.chiral.networks.generator.SwinIr;
import io.chiral.networks.generator.SwinIrConfig;
import io.chiral.networks.weights.Weights;
import io.chiral.training.Torch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * The tiny network sees 10 pixels far: 3 in each of two layers of windows of 4, one in each of four
 * convolutions.
 */
@SuppressWarnings("NullAway.Init") // set before all tests
class NetworkUpscalerTest {

  private static final int REACH = 10;

  private static Torch torch;
  private static SwinIr network;
  private static Weights weights;
  private static Image image;

  @BeforeAll
  static void make() {
    torch = Torch.start(1);
    network = SwinIr.of(SwinIrConfig.tiny(2), torch.kernels());
    weights = network.parameters().initialise(torch.manager(), 7);
    // Published first values leave the attention nearly silent.
    for (NDArray array : weights.trainable().values()) {
      array.muli(3);
    }
    image = DeadLeaves.render(75, 58, 5);
  }

  @AfterAll
  static void close() {
    torch.close();
  }

  private static Image upscaled(Tiling tiling) {
    return new NetworkUpscaler(network, weights, lr -> tiling).upscale(image);
  }

  @Test
  void tilesEqualTheWholeWhereTheReceptiveFieldAllows() {
    Image whole = upscaled(Tiling.NONE);
    Image tiled = upscaled(Tiling.of(network, 36, 2 * REACH + 2));

    // Sums of convolutions are taken in another order.
    assertThat(difference(whole, tiled)).isLessThan(1e-6);
  }

  @Test
  void aSmallOverlapCostsLittleNearTheCuts() {
    Image whole = upscaled(Tiling.NONE);
    Image tiled = upscaled(Tiling.of(network, 36, 8));

    assertThat(difference(whole, tiled)).isBetween(1e-6, 0.1);
  }

  @Test
  void tellsOfEachTile() {
    Tiling tiling = Tiling.of(network, 36, 8);
    NetworkUpscaler upscaler = new NetworkUpscaler(network, weights, lr -> tiling);
    AtomicInteger told = new AtomicInteger();

    upscaler.upscale(image, () -> told.incrementAndGet() > 0);

    assertThat(told).hasValue(upscaler.tiles(image)).hasValue(6);
  }

  @Test
  void givesUpAfterATile() {
    Tiling tiling = Tiling.of(network, 36, 8);
    NetworkUpscaler upscaler = new NetworkUpscaler(network, weights, lr -> tiling);
    AtomicInteger told = new AtomicInteger();

    assertThat(upscaler.upscale(image, () -> told.incrementAndGet() < 2)).isNull();
    assertThat(told).hasValue(2);
  }

  @Test
  void anImageIsTiledOnceItWouldNotFit() {
    long pixels = (long) image.width() * image.height();
    long needed = pixels * network.bytesPerPixel();

    assertThat(Tiling.fitting(network, pixels, needed)).isEqualTo(Tiling.NONE);
    assertThat(Tiling.fitting(network, 1 << 20, 500 * 500 * network.bytesPerPixel()))
        .isEqualTo(new Tiling(500, 32));
  }

  /** Of the largest value. */
  private static double difference(Image a, Image b) {
    assertThat(a.hasShapeOf(b)).isTrue();
    float[] x = a.toArray();
    float[] y = b.toArray();
    double most = 0;
    double size = 0;
    for (int i = 0; i < x.length; i++) {
      most = Math.max(most, Math.abs(x[i] - y[i]));
      size = Math.max(size, Math.abs(x[i]));
    }
    return most / size;
  }
}
