package io.chiral.training.slice;

import static io.chiral.training.slice.Slices.ADAM;
import static io.chiral.training.slice.Slices.VGG;
import static io.chiral.training.slice.Slices.diagnosed;
import static io.chiral.training.slice.Slices.optimise;
import static io.chiral.training.slice.Slices.slice;
import static io.chiral.training.slice.Slices.withPatch;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.chiral.messages.event.MetricEvent;
import io.chiral.messages.event.TrainingDiagnosed;
import io.chiral.messages.event.TrainingScalars;
import io.chiral.messages.spec.DiscriminatorSpec;
import io.chiral.messages.spec.MetricSpec;
import io.chiral.messages.spec.OptimiseSpec;
import io.chiral.messages.work.CheckpointRef;
import io.chiral.messages.work.Slice;
import io.chiral.networks.published.WeightsFolder;
import io.chiral.training.checkpoint.DirectoryStore;
import io.chiral.training.checkpoint.Manifest;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Runs that tell why they go as they go, beside the same runs that do not. */
@SuppressWarnings("NullAway.Init") // set before each test
class DiagnosisSliceTest {

  private static final MetricSpec SSIM = new MetricSpec("ssim", "ssim", null, null, List.of());
  private static final MetricSpec DINO =
      new MetricSpec("dino", "dists", "dinov2-s14", "random", List.of(0, 2));

  private DirectoryStore store;
  private SliceRunner runner;

  @BeforeEach
  void open(@TempDir Path directory) throws IOException {
    store = new DirectoryStore(directory);
    runner =
        new SliceRunner(
            Pictures.under(directory), store, new WeightsFolder(Path.of("none")), 1, "worker");
  }

  @AfterEach
  void close() {
    runner.close();
  }

  /** Running statistics, power iterations, augmentations, penalties and signed features. */
  static Stream<OptimiseSpec> specs() {
    List<String> all = List.of("color", "translation", "cutout");
    return Stream.of(
        optimise(4, VGG, null),
        withPatch(
            optimise(
                4,
                VGG,
                new DiscriminatorSpec(
                    "patch", "unet", null, "random", "ragan", 0.1, 10, 2, all, ADAM)),
            16),
        withPatch(
            optimise(
                3,
                SSIM,
                new DiscriminatorSpec(
                    "patch", "resnet50", "layer1", "random", "ragan", 0.1, 1, 2, List.of(), ADAM)),
            16),
        withPatch(
            optimise(
                3,
                DINO,
                new DiscriminatorSpec(
                    "patch", "patchgan", null, "random", "hinge", 0.1, 1, 1, all, ADAM)),
            16));
  }

  @ParameterizedTest
  @MethodSource("specs")
  void theRunIsTheSameBitByBitWithAndWithout(OptimiseSpec spec) {
    SliceResult plain = run(slice(spec, null, spec.steps()));
    SliceResult told = run(slice(diagnosed(spec, 1), null, spec.steps()));

    assertThat(plain.error()).isNull();
    assertThat(told.error()).isNull();
    // Tensors of networks and optimisers, and numbers, by the digest over all of them.
    assertThat(manifest(told).files()).isNotEmpty().isEqualTo(manifest(plain).files());
    assertThat(digest(manifest(told), manifest(plain).spec())).isEqualTo(manifest(plain).id());
    assertThat(of(told).steps()).hasSize(spec.steps());
    assertThat(losses(told)).isEqualTo(losses(plain));
    assertThat(plain.events()).noneMatch(TrainingDiagnosed.class::isInstance);
  }

  @Test
  void aRunInTwoSlicesTellsEachStepOnceAndTheSame() {
    OptimiseSpec spec = diagnosed(optimise(7, VGG, Slices.PATCH), 2);
    TrainingDiagnosed whole = of(run(slice(spec, null, 7)));
    SliceResult first = run(slice(spec, null, 4));
    SliceResult second = run(slice(spec, first.checkpoint(), 7));

    assertThat(whole.steps()).containsExactly(2, 4, 6, 7);
    assertThat(of(first).steps()).containsExactly(2, 4);
    assertThat(of(second).steps()).containsExactly(6, 7);
    for (int column = 0; column < whole.names().size(); column++) {
      List<@Nullable Double> apart = new ArrayList<>(of(first).columns().get(column));
      apart.addAll(of(second).columns().get(column));
      assertThat(apart).as(whole.names().get(column)).isEqualTo(whole.columns().get(column));
    }
  }

  @Test
  void tellsWhatTheTermsAllow() {
    TrainingDiagnosed event = of(run(slice(diagnosed(optimise(2, VGG, Slices.PATCH), 1), null, 2)));

    assertThat(event.names())
        .containsExactlyInAnyOrder(
            "grad_norm_pix",
            "grad_norm_fid",
            "grad_norm_gan",
            "grad_cosine",
            "fid_share_s1",
            "fid_share_s2",
            "fid_share_stage0",
            "fid_share_stage1",
            "fid_sign_flips",
            "sign_flips",
            "d_margin",
            "d_accuracy");
    for (int row = 0; row < 2; row++) {
      assertThat(value(event, "fid_share_s1", row) + value(event, "fid_share_s2", row))
          .isCloseTo(1, within(1e-12));
      assertThat(value(event, "fid_share_stage0", row) + value(event, "fid_share_stage1", row))
          .isCloseTo(1, within(1e-12));
      assertThat(value(event, "grad_cosine", row)).isBetween(-1.0, 1.0);
      assertThat(value(event, "sign_flips", row)).isBetween(0.0, 1.0);
      assertThat(value(event, "grad_norm_gan", row)).isPositive();
    }
  }

  @Test
  void leavesNoArraysBehind() {
    OptimiseSpec spec = diagnosed(optimise(4, VGG, Slices.PATCH), 1);
    List<Integer> live = new ArrayList<>();
    @Nullable CheckpointRef last = null;
    for (int step = 1; step <= 4; step++) {
      last = run(slice(spec, last, step)).checkpoint();
      live.add(runner.liveArrays());
    }
    assertThat(live.subList(2, 4)).containsOnly(live.get(1));
  }

  private SliceResult run(Slice slice) {
    return runner.run(slice, () -> false, progress -> {});
  }

  private static TrainingDiagnosed of(SliceResult result) {
    List<TrainingDiagnosed> events =
        result.events().stream()
            .filter(TrainingDiagnosed.class::isInstance)
            .map(TrainingDiagnosed.class::cast)
            .toList();
    assertThat(events).hasSize(1);
    return events.get(0);
  }

  private static double value(TrainingDiagnosed event, String name, int row) {
    return requireNonNull(event.columns().get(event.names().indexOf(name)).get(row));
  }

  private Manifest manifest(SliceResult result) {
    return store.open(requireNonNull(result.checkpoint()).id()).manifest();
  }

  /** The checkpoint's name if its specification did not ask for diagnosis. */
  private static String digest(Manifest manifest, String spec) {
    return new Manifest(
            manifest.format(),
            manifest.id(),
            manifest.kind(),
            manifest.run(),
            manifest.step(),
            manifest.milestone(),
            spec,
            manifest.structure(),
            manifest.inputs(),
            manifest.numbers(),
            manifest.files(),
            manifest.software())
        .contentDigest();
  }

  private static List<List<@Nullable Double>> losses(SliceResult result) {
    List<List<@Nullable Double>> columns = new ArrayList<>();
    for (MetricEvent event : result.events()) {
      if (event instanceof TrainingScalars scalars) {
        for (int i = 0; i < scalars.names().size(); i++) {
          if (!scalars.names().get(i).equals("step_seconds")) {
            columns.add(scalars.columns().get(i));
          }
        }
      }
    }
    return columns;
  }
}
