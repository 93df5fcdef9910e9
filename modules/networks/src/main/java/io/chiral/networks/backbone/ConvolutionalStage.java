package io.chiral.networks.backbone;

import ai.djl.ndarray.NDArray;
import io.chiral.networks.weights.ParameterSpec;
import io.chiral.networks.weights.Weights;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What lies between two taps of a convolutional backbone, the later one included.
 *
 * @param smallestSide of the image, so that the tap has a position
 * @param kernel takes features, {@code tensors} and mode, precision and {@code numbers}
 * @param specs its tensors in published order
 * @param numbers what the kernel wants to know further
 */
record ConvolutionalStage(
    Tap tap, int smallestSide, String kernel, List<ParameterSpec> specs, List<Integer> numbers) {

  ConvolutionalStage {
    specs = List.copyOf(specs);
    numbers = List.copyOf(numbers);
  }

  /** The stage's tensors by published name. */
  Map<String, NDArray> tensors(Weights weights) {
    Map<String, NDArray> tensors = new LinkedHashMap<>();
    specs.forEach(spec -> tensors.put(spec.name(), weights.get(spec.name())));
    return tensors;
  }

  /** The kernel's last argument. */
  long[] how(int mode, int precision) {
    long[] how = new long[2 + numbers.size()];
    how[0] = mode;
    how[1] = precision;
    for (int i = 0; i < numbers.size(); i++) {
      how[2 + i] = numbers.get(i);
    }
    return how;
  }
}
