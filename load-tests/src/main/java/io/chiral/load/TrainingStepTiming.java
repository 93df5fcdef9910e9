package io.chiral.load;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import com.sun.management.OperatingSystemMXBean;
import io.chiral.messages.spec.OptimiserSpec;
import io.chiral.networks.generator.SwinIr;
import io.chiral.networks.generator.SwinIrConfig;
import io.chiral.networks.torch.GradientScope;
import io.chiral.networks.torch.Precision;
import io.chiral.networks.weights.Weights;
import io.chiral.training.Torch;
import io.chiral.training.optimiser.Adam;
import java.lang.management.ManagementFactory;
import java.util.Arrays;

/**
 * Times a training step of SwinIR: forward, L1, backward, Adam; batch 8 of 16 × 16 LR pixels, ×4.
 * {@code tools/time_swinir.py} times the same in PyTorch. Arguments: {@code small|lightweight},
 * threads, steps, and optionally a precision. Processor time, which a busy machine disturbs less,
 * is told beside the clock's.
 */
public final class TrainingStepTiming {

  private static final OptimiserSpec ADAM = new OptimiserSpec(1e-3, 0.9, 0.99, 1e-8, 0);
  private static final int WARM_UP = 5;

  private TrainingStepTiming() {}

  public static void main(String[] arguments) {
    String name = arguments[0];
    int threads = Integer.parseInt(arguments[1]);
    double[] millis = new double[Integer.parseInt(arguments[2])];
    Precision precision =
        arguments.length > 3 ? Precision.valueOf(arguments[3]) : Precision.FLOAT32;
    double cpuMillis;
    try (Torch torch = Torch.start(threads)) {
      SwinIrConfig config =
          name.equals("small") ? SwinIrConfig.small(4) : SwinIrConfig.lightweight(4);
      SwinIr network = SwinIr.of(config, torch.kernels(), precision);
      Weights weights = network.parameters().initialise(torch.manager(), 1).requiresGradient(true);
      Adam adam = new Adam(torch.kernels(), ADAM, weights.trainable(), torch.manager());
      NDArray lr = torch.manager().randomUniform(0, 1, new Shape(8, 3, 16, 16));
      NDArray hr = torch.manager().randomUniform(0, 1, new Shape(8, 3, 64, 64));
      long cpuBegin = 0;
      for (int i = -WARM_UP; i < millis.length; i++) {
        if (i == 0) {
          cpuBegin = cpuNanos();
        }
        long begin = System.nanoTime();
        step(torch, network, weights, adam, lr, hr, i);
        if (i >= 0) {
          millis[i] = (System.nanoTime() - begin) / 1e6;
        }
      }
      cpuMillis = (cpuNanos() - cpuBegin) / 1e6 / millis.length;
    }
    Arrays.sort(millis);
    System.out.printf(
        "%s, %d threads, %s: median %.1f ms, fastest %.1f ms of %d steps, processor %.1f ms%n",
        name, threads, precision, millis[millis.length / 2], millis[0], millis.length, cpuMillis);
  }

  private static long cpuNanos() {
    return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime();
  }

  private static void step(
      Torch torch, SwinIr network, Weights weights, Adam adam, NDArray lr, NDArray hr, int seed) {
    try (NDManager scope = torch.manager().newSubManager()) {
      NDArray input = lr.duplicate();
      input.attach(scope);
      NDList gradients;
      try (GradientScope recording = GradientScope.open(torch.kernels())) {
        NDArray loss = network.forward(weights, input, true, seed).sub(hr).abs().mean();
        gradients = recording.gradients(loss, weights.trainableList());
      }
      adam.update(gradients, 1, -1);
    }
  }
}
