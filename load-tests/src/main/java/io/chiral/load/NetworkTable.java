package io.chiral.load;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import io.chiral.messages.spec.OptimiserSpec;
import io.chiral.networks.torch.GradientScope;
import io.chiral.networks.weights.Weights;
import io.chiral.training.Torch;
import io.chiral.training.optimiser.Adam;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * What every network costs here, as a table in Markdown: trainable parameters, the time of a
 * forward pass and of a training step (forward, backward, Adam on all parameters), and the peak of
 * resident memory. Float32, medians; one process a network, so that peaks don't add up. Arguments:
 * threads, repetitions, and names to be measured alone.
 */
public final class NetworkTable {

  private static final OptimiserSpec ADAM = new OptimiserSpec(1e-4, 0.9, 0.99, 1e-8, 0);
  private static final int WARM_UP = 2;

  private NetworkTable() {}

  public static void main(String[] arguments) throws IOException, InterruptedException {
    int threads = Integer.parseInt(arguments[0]);
    int repetitions = Integer.parseInt(arguments[1]);
    List<String> names = List.of(arguments).subList(2, arguments.length);
    if (names.size() == 1) {
      System.out.println(row(Subject.named(names.get(0)), threads, repetitions));
      return;
    }
    System.out.println(
        "| network | at | parameters | forward | training step | peak memory |\n"
            + "|---|---|---|---|---|---|");
    for (String name : names.isEmpty() ? Subject.names() : names) {
      inItsOwnProcess(name, arguments[0], arguments[1]);
    }
  }

  private static void inItsOwnProcess(String name, String threads, String repetitions)
      throws IOException, InterruptedException {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    List<String> command = new ArrayList<>(List.of(java, "-Xmx512m", "-Dai.djl.offline=true"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.addAll(List.of(NetworkTable.class.getName(), threads, repetitions, name));
    int status =
        new ProcessBuilder(command)
            .redirectOutput(ProcessBuilder.Redirect.INHERIT)
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start()
            .waitFor();
    if (status != 0) {
      System.out.printf("| %s | ended with status %d | | | | |%n", name, status);
    }
  }

  private static String row(Subject subject, int threads, int repetitions) throws IOException {
    try (Torch torch = Torch.start(threads)) {
      Subject.Network network = subject.build(torch);
      Weights weights = network.parameters().initialise(torch.manager(), 1);
      double forward = median(repetitions, () -> forward(torch, network, weights));
      weights.requiresGradient(true);
      Adam adam = new Adam(torch.kernels(), ADAM, weights.trainable(), torch.manager());
      double step = median(repetitions, () -> step(torch, network, weights, adam));
      return String.format(
          Locale.ROOT,
          "| %s | %s | %,d | %.0f ms | %.0f ms | %d MB |",
          subject.name(),
          subject.size(),
          network.parameters().count(),
          forward,
          step,
          peakMegabytes());
    }
  }

  private static void forward(Torch torch, Subject.Network network, Weights weights) {
    try (NDManager scope = torch.manager().newSubManager()) {
      network.loss(weights, scope).getFloat();
    }
  }

  private static void step(Torch torch, Subject.Network network, Weights weights, Adam adam) {
    try (NDManager scope = torch.manager().newSubManager()) {
      NDList gradients;
      try (GradientScope recording = GradientScope.open(torch.kernels())) {
        NDArray loss = network.loss(weights, scope);
        gradients = recording.gradients(loss, weights.trainableList());
      }
      adam.update(gradients, 1, -1);
    }
  }

  private static double median(int repetitions, Runnable what) {
    double[] millis = new double[repetitions];
    for (int i = -WARM_UP; i < repetitions; i++) {
      long begin = System.nanoTime();
      what.run();
      if (i >= 0) {
        millis[i] = (System.nanoTime() - begin) / 1e6;
      }
    }
    Arrays.sort(millis);
    return millis[repetitions / 2];
  }

  /** Linux's high-water mark of this process. */
  private static long peakMegabytes() throws IOException {
    return Files.readAllLines(Path.of("/proc/self/status")).stream()
        .filter(line -> line.startsWith("VmHWM:"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D+", "")) / 1024)
        .findFirst()
        .orElse(-1);
  }
}
