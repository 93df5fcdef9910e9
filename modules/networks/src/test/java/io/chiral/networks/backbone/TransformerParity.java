package io.chiral.networks.backbone;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import io.chiral.networks.Golden;
import io.chiral.networks.torch.GradientScope;
import io.chiral.networks.torch.Precision;
import io.chiral.networks.torch.TorchKernels;
import io.chiral.networks.weights.ParameterSpec;
import io.chiral.networks.weights.Weights;
import java.util.ArrayList;
import java.util.List;

/** A transformer of published size against what {@code tools/golden_backbones_vit.py} stored. */
final class TransformerParity {

  private static final int THINNED_TAP = 400;
  private static final int THINNED = 2000;

  private final TorchKernels kernels;
  private final NDManager manager;
  private final Backbone backbone;
  private final Weights golden;
  private final Weights weights;

  TransformerParity(String id, String positions, TorchKernels kernels, NDManager manager) {
    this.kernels = kernels;
    this.manager = manager;
    this.backbone = Backbones.of(id, null, Pooling.MAXIMUM, kernels, Precision.FLOAT32);
    this.golden = Golden.read(id, manager);
    this.weights = Golden.filled(backbone.parameters(), 1, manager);
    int k = 0;
    for (ParameterSpec spec : backbone.parameters()) {
      if (spec.name().equals(positions)) {
        fill(spec, k, -0.5, 0.5); // by its fan-in it would vanish
      } else if (spec.name().endsWith("gamma")) {
        fill(spec, k, 0.9, 1.1); // layer scale is to be seen
      }
      k++;
    }
  }

  void assertNames(long parameters) {
    assertThat(Golden.keys(backbone.parameters())).isEqualTo(Golden.lines(backbone.id() + ".keys"));
    assertThat(backbone.parameters().count()).isEqualTo(parameters);
  }

  void assertFeatures(int height, int width) {
    NDArray image = Golden.image(manager, 1000, 1, height, width);

    Features features = backbone.features(weights, image, Mode.EVALUATION, manager);

    String prefix = height + "x" + width + ".";
    List<Tap> taps = backbone.taps();
    assertThat(features.taps()).hasSameSizeAs(taps);
    for (int i = 0; i < taps.size(); i++) {
      NDArray tap = features.taps().get(i);
      assertThat(tap.getShape().get(1)).isEqualTo(taps.get(i).channels());
      assertThinned(tap, prefix + "tap" + (i + 1), THINNED_TAP);
    }
    assertThat(features.map().getShape().get(1)).isEqualTo(backbone.channels());
    assertThinned(features.map(), prefix + "map", THINNED);
    assertThinned(features.vector(), prefix + "vector", THINNED);
  }

  /** Of noise-weighted means of map and vector. */
  void assertGradients(int height, int width, String... names) {
    NDArray image = Golden.image(manager, 1000, 1, height, width);
    image.setRequiresGradient(true);
    weights.requiresGradient(true);
    List<NDArray> inputs = new ArrayList<>(List.of(image));
    List<String> keys = new ArrayList<>(List.of("gradient.input"));
    for (String name : names) {
      inputs.add(weights.get(name));
      keys.add("gradient." + name);
    }
    try (GradientScope scope = GradientScope.open(kernels)) {
      Features features = backbone.features(weights, image, Mode.TRAINING, manager);
      NDArray loss = weighted(features.map(), 2000).add(weighted(features.vector(), 2001));
      NDList gradients = scope.gradients(loss, inputs);
      for (int i = 0; i < keys.size(); i++) {
        NDArray expected = golden.get(keys.get(i));
        // Gradients of means are small: absolute tolerance at 1e-3 of their scale.
        double scale = expected.abs().max().getFloat();
        assertThat(scale).as(keys.get(i)).isPositive();
        Golden.assertClose(thinned(gradients.get(i), THINNED), expected, 1e-3 * scale);
      }
    }
  }

  private NDArray weighted(NDArray features, int stream) {
    NDArray noise = Golden.noise(manager, stream, -1, 1, features.getShape().getShape());
    return features.mul(noise.duplicate()).mean();
  }

  private void assertThinned(NDArray actual, String name, int most) {
    Golden.assertClose(thinned(actual, most), golden.get(name));
  }

  /** Every n-th element, n odd, so that at most {@code most} are left. */
  private NDArray thinned(NDArray array, int most) {
    float[] all = array.toFloatArray();
    int step = ((all.length + most - 1) / most) | 1;
    float[] some = new float[(all.length + step - 1) / step];
    for (int i = 0; i < some.length; i++) {
      some[i] = all[i * step];
    }
    return manager.create(some);
  }

  private void fill(ParameterSpec spec, int stream, double low, double high) {
    long[] shape = spec.shape().getShape();
    weights.get(spec.name()).set(Golden.noise(manager, stream, low, high, shape).toFloatArray());
  }
}
