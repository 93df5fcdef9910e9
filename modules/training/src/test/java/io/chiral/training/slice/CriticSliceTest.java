package io.chiral.training.slice;

import static io.chiral.training.slice.Slices.ADAM;
import static io.chiral.training.slice.Slices.optimise;
import static io.chiral.training.slice.Slices.slice;
import static io.chiral.training.slice.Slices.withPatch;
import static org.assertj.core.api.Assertions.assertThat;

import io.chiral.messages.event.TrainingScalars;
import io.chiral.messages.spec.DiscriminatorSpec;
import io.chiral.messages.spec.OptimiseSpec;
import io.chiral.messages.work.CheckpointRef;
import io.chiral.messages.work.Slice;
import io.chiral.messages.work.SliceEnded.Reason;
import io.chiral.networks.published.WeightsFolder;
import io.chiral.training.checkpoint.DirectoryStore;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Runs against discriminators that keep more than what they train. */
@SuppressWarnings("NullAway.Init") // JUnit makes the directory
class CriticSliceTest {

  private static final List<String> ALL = List.of("color", "translation", "cutout");

  private @TempDir Path directory;

  static Stream<DiscriminatorSpec> discriminators() {
    return Stream.of(
        new DiscriminatorSpec("patch", "unet", null, "random", "ragan", 0.1, 10, 2, ALL, ADAM),
        new DiscriminatorSpec(
            "patch", "patchgan", null, "random", "hinge", 0.1, 1, 1, List.of("cutout"), ADAM),
        new DiscriminatorSpec(
            "patch", "resnet50", "layer1", "random", "ragan", 0.1, 1, 2, List.of(), ADAM),
        new DiscriminatorSpec(
            "vanilla", "dinov2-s14", "block3", "random", "bce", 0.1, 1, 2, List.of("color"), ADAM));
  }

  @ParameterizedTest
  @MethodSource("discriminators")
  void aRunIsTheSameInOneSliceOrInTwoByTwoRunners(DiscriminatorSpec discriminator)
      throws IOException {
    OptimiseSpec spec = withPatch(optimise(2, null, discriminator), 16);

    CheckpointRef whole = run(slice(spec, null, 2)).checkpoint();
    CheckpointRef early = run(slice(spec, null, 1)).checkpoint();
    SliceResult second = run(slice(spec, early, 2));

    assertThat(second.checkpoint()).isNotNull().isEqualTo(whole);
  }

  @Test
  void curvesTellAccuracyAndThePenaltyAsItEntersEachStep() throws IOException {
    DiscriminatorSpec discriminator =
        new DiscriminatorSpec(
            "patch", "vgg16", "relu1_1", "random", "bce", 0.1, 10, 4, List.of(), ADAM);

    SliceResult result = run(slice(optimise(4, null, discriminator), null, 4));

    TrainingScalars scalars = (TrainingScalars) result.events().get(0);
    assertThat(scalars.steps()).containsExactly(2, 4);
    assertThat(column(scalars, "d_accuracy")).allMatch(v -> v != null && v >= 0 && v <= 1);
    assertThat(column(scalars, "l_d_r1").get(0)).isZero();
    assertThat(column(scalars, "l_d_r1").get(1)).isPositive();
  }

  @Test
  void slicesWithPenaltyAndAugmentationLeaveNoArraysBehind() throws IOException {
    DiscriminatorSpec discriminator =
        new DiscriminatorSpec("patch", "unet", null, "random", "ragan", 0.1, 1, 1, ALL, ADAM);
    OptimiseSpec spec = optimise(5, null, discriminator);
    List<Integer> live = new ArrayList<>();
    try (SliceRunner runner = runner()) {
      @Nullable CheckpointRef last = null;
      for (int step = 1; step <= 5; step++) {
        last = runner.run(slice(spec, last, step), () -> false, progress -> {}).checkpoint();
        live.add(runner.liveArrays());
      }
    }
    assertThat(live.subList(2, 5)).containsOnly(live.get(1));
  }

  @Test
  void saysWhatAWholeDiscriminatorIs() throws IOException {
    DiscriminatorSpec vanilla =
        new DiscriminatorSpec("vanilla", "unet", null, "random", "bce", 0.1, ADAM);

    SliceResult result = run(slice(optimise(4, null, vanilla), null, 4));

    assertThat(result.reason()).isEqualTo(Reason.IMPOSSIBLE);
    assertThat(result.error()).contains("unet is of level patch");
  }

  private static List<@Nullable Double> column(TrainingScalars scalars, String name) {
    return scalars.columns().get(scalars.names().indexOf(name));
  }

  private SliceResult run(Slice slice) throws IOException {
    try (SliceRunner runner = runner()) {
      return runner.run(slice, () -> false, progress -> {});
    }
  }

  private SliceRunner runner() throws IOException {
    return new SliceRunner(
        Pictures.under(directory),
        new DirectoryStore(directory),
        new WeightsFolder(Path.of("none")),
        1,
        "worker");
  }
}
