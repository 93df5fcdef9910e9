package io.chiral.load;

import io.chiral.imagery.dataset.DataSets;
import io.chiral.messages.event.TrainingScalars;
import io.chiral.messages.spec.DiscriminatorSpec;
import io.chiral.messages.spec.GeneratorSpec;
import io.chiral.messages.spec.MetricSpec;
import io.chiral.messages.spec.OptimiseSpec;
import io.chiral.messages.spec.OptimiserSpec;
import io.chiral.messages.spec.ScheduleSpec;
import io.chiral.messages.work.Cell;
import io.chiral.messages.work.Slice;
import io.chiral.networks.published.WeightsFolder;
import io.chiral.training.checkpoint.DirectoryStore;
import io.chiral.training.slice.SliceResult;
import io.chiral.training.slice.SliceRunner;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * What it costs to diagnose a training step, in the demo's cells: every other step is diagnosed, so
 * that a busy machine disturbs both alike. Arguments: a folder of photographs, one for what is
 * made, threads, steps.
 */
public final class DiagnosisTiming {

  private static final int WARM_UP = 4;
  private static final OptimiserSpec ADAM = new OptimiserSpec(2e-4, 0.9, 0.99, 1e-8, 0);

  private DiagnosisTiming() {}

  public static void main(String[] arguments) throws IOException {
    DataSets sets = DataSets.builtIn().with("photographs", Path.of(arguments[0]));
    DirectoryStore store = new DirectoryStore(Path.of(arguments[1]));
    int threads = Integer.parseInt(arguments[2]);
    int steps = Integer.parseInt(arguments[3]);
    DiscriminatorSpec patch =
        new DiscriminatorSpec("patch", "vgg16", "relu3_3", "random", "bce", 0.005, ADAM);
    System.out.println("| setting | metric | step | diagnosed | ratio | every 10th |");
    System.out.println("|---|---|---|---|---|---|");
    try (SliceRunner runner =
        new SliceRunner(sets, store, new WeightsFolder(Path.of("none")), threads, "timing")) {
      for (@Nullable DiscriminatorSpec discriminator : new DiscriminatorSpec[] {null, patch}) {
        for (MetricSpec metric : metrics()) {
          time(runner, metric, discriminator, steps);
        }
      }
    }
  }

  private static List<MetricSpec> metrics() {
    return List.of(
        new MetricSpec("l1", "l1", null, null, List.of()),
        new MetricSpec("ssim", "ssim", null, null, List.of()),
        new MetricSpec("vgg16-random", "dists", "vgg16", "random", List.of()),
        new MetricSpec("vgg16-random-3", "dists", "vgg16", "random", List.of(0, 1, 2, 3)));
  }

  private static void time(
      SliceRunner runner, MetricSpec metric, @Nullable DiscriminatorSpec discriminator, int steps) {
    OptimiseSpec spec =
        new OptimiseSpec(
            new GeneratorSpec("swinir", "small", 4, "interpolating"),
            "photographs",
            "bicubic",
            16,
            8,
            1,
            metric,
            null,
            1,
            discriminator,
            ADAM,
            new ScheduleSpec("constant", 0, List.of(), 1),
            0,
            null,
            "float32",
            steps,
            List.of(),
            1,
            1,
            null,
            2);
    String setting = discriminator == null ? "none" : "patch-vgg16";
    String run = metric.id() + "-" + setting;
    Cell cell = new Cell(Cell.Role.EXPLORATORY, metric.id(), setting, 1L, null, null);
    Slice slice = new Slice("timing", run, 0, 1, cell, spec, 0, steps, 3_600_000, null, null);
    SliceResult result = runner.run(slice, () -> false, progress -> {});
    if (result.error() != null) {
      throw new IllegalStateException(run + ": " + result.error());
    }
    double plain = median(result, 1);
    double told = median(result, 0);
    System.out.printf(
        "| %s | %s | %.0f ms | %.0f ms | %.2f | +%.1f%% |%n",
        setting, metric.id(), 1000 * plain, 1000 * told, told / plain, 10 * (told / plain - 1));
  }

  /** Of the steps whose number leaves that remainder when halved. */
  private static double median(SliceResult result, int remainder) {
    TrainingScalars scalars =
        result.events().stream()
            .filter(TrainingScalars.class::isInstance)
            .map(TrainingScalars.class::cast)
            .findFirst()
            .orElseThrow();
    List<@Nullable Double> seconds = scalars.columns().get(scalars.names().indexOf("step_seconds"));
    double[] some =
        IntStream.range(WARM_UP, seconds.size())
            .filter(row -> scalars.steps().get(row) % 2 == remainder)
            .mapToDouble(row -> seconds.get(row))
            .sorted()
            .toArray();
    return some[some.length / 2];
  }
}
