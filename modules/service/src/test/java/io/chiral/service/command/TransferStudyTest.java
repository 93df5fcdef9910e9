package io.chiral.service.command;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.chiral.asymmetry.StudyFold;
import io.chiral.imagery.dataset.DataSets;
import io.chiral.messages.Codec;
import io.chiral.messages.event.RunEnded;
import io.chiral.messages.event.StudyExpanded;
import io.chiral.messages.event.StudyExpanded.RunCell;
import io.chiral.messages.report.AsOf;
import io.chiral.messages.report.AsymmetryReport;
import io.chiral.messages.report.Transfer;
import io.chiral.messages.spec.CheckpointSource;
import io.chiral.messages.spec.DiscriminatorSpec;
import io.chiral.messages.spec.GeneratorSpec;
import io.chiral.messages.spec.LearningSpec;
import io.chiral.messages.spec.SettingSpec;
import io.chiral.messages.spec.StudySpec;
import io.chiral.messages.spec.TransferSpec;
import io.chiral.messages.state.RunStatus;
import io.chiral.messages.work.Cell.Role;
import io.chiral.messages.work.CheckpointRef;
import io.chiral.messages.work.Slice;
import io.chiral.networks.published.WeightsFolder;
import io.chiral.networks.weights.Safetensors;
import io.chiral.service.command.Expansion.Planned;
import io.chiral.training.checkpoint.DirectoryStore;
import io.chiral.training.slice.SliceResult;
import io.chiral.training.slice.SliceRunner;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A study of initialisations in miniature, from its grid to its report, without a broker. */
class TransferStudyTest {

  private static final LearningSpec LEARNING = new LearningSpec("plcc", 32, 32, 1, false, 0, 100);

  private static StudySpec spec() {
    DiscriminatorSpec patch =
        new DiscriminatorSpec("patch", "vgg16", "relu1_2", "random", "bce", 0.1, Specs.ADAM);
    TransferSpec transfer =
        new TransferSpec(
            "nr-vgg16",
            "nr",
            "vgg16",
            List.of(1),
            List.of("random", "published", "discriminator"),
            "patch",
            "l1",
            List.of("proxy/dead-leaves@32"),
            2,
            4,
            Specs.ADAM,
            true,
            LEARNING);
    return new StudySpec(
        "initialisations in miniature",
        "checks the machinery, no finding",
        new GeneratorSpec("swinir", "tiny", 2, "published"),
        "dead-leaves@64",
        List.of(Specs.L1),
        List.of(new SettingSpec("patch", patch)),
        List.of(1L, 2L),
        null,
        new StudySpec.Training(
            2,
            8,
            2,
            1.0,
            "fair",
            1.0,
            Specs.ADAM,
            Specs.CONSTANT,
            0.9,
            null,
            "float32",
            List.of(),
            1,
            "bicubic",
            null),
        new StudySpec.Assessment(
            List.of("proxy/dead-leaves@32"),
            10,
            0.3,
            1,
            4,
            Specs.ADAM,
            true,
            LEARNING,
            7,
            List.of(transfer)),
        new StudySpec.Evaluation("dead-leaves@64", 1, 64, List.of("psnr-y"), 0),
        "distortion",
        0,
        null,
        List.of(),
        List.of());
  }

  @Test
  void fillsTheTransferOfTheReport(@TempDir Path directory) throws IOException {
    List<Planned> runs = Expansion.of(new Codec(), "s", spec());
    StudyFold fold = new StudyFold("s");
    List<RunCell> cells = runs.stream().map(run -> new RunCell(run.run(), run.cell())).toList();
    fold.apply(new StudyExpanded("s", 0, 1, spec(), "0".repeat(64), cells, null, "test"));
    WeightsFolder weights = new WeightsFolder(publish(directory.resolve("weights")));
    DirectoryStore store = new DirectoryStore(directory);
    try (SliceRunner runner = new SliceRunner(DataSets.builtIn(), store, weights, 1, "w")) {
      Map<String, CheckpointRef> reached = new HashMap<>();
      for (Planned run : runs) {
        compute(runner, run, reached, fold);
      }
    }

    AsymmetryReport report = fold.report(new AsOf(0, 0), Instant.EPOCH, "test");

    assertThat(report.provisional()).isFalse();
    assertThat(report.transfer())
        .extracting(Transfer::initialisation)
        .containsExactly("published", "discriminator");
    assertThat(report.transfer())
        .allMatch(transfer -> transfer.transfer().value() != null)
        .allMatch(transfer -> transfer.transfer().low() != null);
    assertThat(report.protocol().benchmarks().get(0).scores().get("nr-vgg16-discriminator"))
        .contains("patch-vgg16-relu1_2", "step 2", "batch norm");
  }

  private static void compute(
      SliceRunner runner, Planned run, Map<String, CheckpointRef> reached, StudyFold fold) {
    CheckpointSource from = run.spec().from();
    @Nullable CheckpointRef source = from == null ? null : reached.get(from.run());
    CheckpointRef last = null;
    if (run.cell().role() == Role.TRANSFER && run.cell().setting() != null) {
      assertThat(source).isNotNull();
    }
    for (int milestone : run.spec().milestones()) {
      int step = last == null ? 0 : last.step();
      Slice slice =
          new Slice(
              "s", run.run(), 0, 1, run.cell(), run.spec(), step, milestone, 600_000, last, source);
      SliceResult result = runner.run(slice, () -> false, progress -> {});
      assertThat(result.error()).isNull();
      result.events().forEach(fold::apply);
      last = result.checkpoint();
    }
    assertThat(last).isNotNull();
    reached.put(run.run(), last);
    fold.apply(new RunEnded("s", run.run(), RunStatus.COMPLETED, null));
  }

  /** As much of VGG-16 as the first stage needs, of made-up values. */
  private static Path publish(Path folder) throws IOException {
    Files.createDirectories(folder);
    try (NDManager manager = NDManager.newBaseManager("PyTorch");
        OutputStream out = Files.newOutputStream(folder.resolve("vgg16.safetensors"))) {
      Map<String, NDArray> arrays = new LinkedHashMap<>();
      arrays.put(
          "features.0.weight",
          manager.randomNormal(
              0, 0.2f, new Shape(64, 3, 3, 3), ai.djl.ndarray.types.DataType.FLOAT32));
      arrays.put("features.0.bias", manager.zeros(new Shape(64)));
      arrays.put(
          "features.2.weight",
          manager.randomNormal(
              0, 0.05f, new Shape(64, 64, 3, 3), ai.djl.ndarray.types.DataType.FLOAT32));
      arrays.put("features.2.bias", manager.zeros(new Shape(64)));
      Safetensors.write(out, arrays, Map.of());
    }
    return folder;
  }
}
