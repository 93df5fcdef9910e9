package io.chiral.networks;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.chiral.networks.weights.CounterRandom;
import io.chiral.networks.weights.ParameterSpec;
import io.chiral.networks.weights.ParameterTable;
import io.chiral.networks.weights.Safetensors;
import io.chiral.networks.weights.Weights;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Stored outcomes of PyTorch, and the made-up values they were computed from. */
public final class Golden {

  private Golden() {}

  /** Element i is a hash of (i, stream) in [low, high); as {@code tools/golden_fill.py}. */
  public static NDArray noise(
      NDManager manager, int stream, double low, double high, long... shape) {
    float[] values = new float[Math.toIntExact(new Shape(shape).size())];
    for (int i = 0; i < values.length; i++) {
      int h = i * 0x9E3779B1 + stream * 0x85EBCA6B;
      h = (h ^ (h >>> 16)) * 0x21F0AAAD;
      h = (h ^ (h >>> 15)) * 0x735A2D97;
      h ^= h >>> 15;
      values[i] = (float) (low + Integer.toUnsignedLong(h) * 0x1p-32 * (high - low));
    }
    return manager.create(values, new Shape(shape));
  }

  public static NDArray image(NDManager manager, int stream, long b, long h, long w) {
    return noise(manager, stream, 0, 1, b, 3, h, w);
  }

  /**
   * Weights whose k-th tensor is noise of stream k scaled by gain and fan-in; norms and running
   * variances near one.
   */
  public static Weights filled(ParameterTable table, double gain, NDManager parent) {
    NDManager manager = parent.newSubManager();
    Map<String, NDArray> arrays = new LinkedHashMap<>();
    int k = 0;
    for (ParameterSpec spec : table) {
      arrays.put(
          spec.name(), spec.buffer() ? buffer(manager, spec, k) : filled(manager, spec, gain, k));
      k++;
    }
    return table.strict(Weights.of(manager, arrays));
  }

  private static NDArray buffer(NDManager manager, ParameterSpec spec, int k) {
    long[] shape = spec.shape().getShape();
    if (spec.name().endsWith("running_mean")) {
      return noise(manager, k, -0.1, 0.1, shape);
    }
    if (spec.name().endsWith("running_var")) {
      return noise(manager, k, 0.5, 1.5, shape);
    }
    return spec.initialisation().create(manager, spec.shape(), CounterRandom.of(0, ""));
  }

  private static NDArray filled(NDManager manager, ParameterSpec spec, double gain, int k) {
    long[] shape = spec.shape().getShape();
    if (shape.length == 1 && spec.name().endsWith("weight")) {
      return noise(manager, k, 0.9, 1.1, shape);
    }
    long fanIn = Arrays.stream(shape, 1, shape.length).reduce(1, (a, b) -> a * b);
    double bound = shape.length == 1 ? 0.1 : gain / Math.sqrt(fanIn);
    return noise(manager, k, -bound, bound, shape);
  }

  public static Weights read(String name, NDManager manager) {
    try {
      return Safetensors.read(resource(name + ".safetensors"), manager);
    } catch (IOException e) {
      throw new AssertionError("golden " + name, e);
    }
  }

  public static List<String> lines(String file) {
    try {
      return Files.readAllLines(resource(file));
    } catch (IOException e) {
      throw new AssertionError("golden " + file, e);
    }
  }

  /** Lines of a table as the key lists have them: name, then shape. */
  public static List<String> keys(ParameterTable table) {
    List<String> lines = new ArrayList<>();
    table.forEach(s -> lines.add(s.name() + " " + Arrays.toString(s.shape().getShape())));
    return lines;
  }

  /** Parity of the house: relative 1e-3, absolute 1e-4 (sums in another order, other kernels). */
  public static void assertClose(NDArray actual, NDArray expected) {
    assertClose(actual, expected, 1e-4);
  }

  public static void assertClose(NDArray actual, NDArray expected, double absolute) {
    assertThat(actual.getShape()).isEqualTo(expected.getShape());
    float[] a = actual.toFloatArray();
    float[] e = expected.toFloatArray();
    for (int i = 0; i < a.length; i++) {
      double allowed = absolute + 1e-3 * Math.abs(e[i]);
      if (!(Math.abs(a[i] - e[i]) <= allowed)) {
        throw new AssertionError("element " + i + " is " + a[i] + ", expected " + e[i]);
      }
    }
  }

  /**
   * What a gradient's elements may differ by: 3e-3 of the largest. Instruction sets (SSE4.1, AVX,
   * AVX2, AVX-512) were seen to differ from each other by up to 1.8e-3, since a sum in another
   * order can move a value across the kink of a rectifier.
   */
  public static double ofScale(NDArray gradient) {
    return 3e-3 * gradient.abs().max().getFloat();
  }

  private static Path resource(String name) {
    try {
      return Path.of(
          Objects.requireNonNull(
                  Golden.class.getResource("/io/chiral/networks/golden/" + name), name)
              .toURI());
    } catch (URISyntaxException e) {
      throw new AssertionError(e);
    }
  }
}
