package io.chiral.load.coverage;

import io.chiral.load.synthetic.Ladder;
import io.chiral.messages.Codec;
import io.chiral.messages.spec.DiscriminatorSpec;
import io.chiral.messages.spec.MetricSpec;
import io.chiral.messages.spec.OptimiserSpec;
import io.chiral.messages.spec.SettingSpec;
import io.chiral.messages.spec.StudySpec;
import io.chiral.messages.spec.StudySpec.Assessment;
import io.chiral.messages.spec.TransferSpec;
import io.chiral.service.demo.Preset;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.LongStream;

/**
 * The grid of the preset demo (4 metrics, 8 photographs, 8 contents in 10 splits, its judges) with
 * a vanilla discriminator beside the patch one and a comparison of initialisations, evaluated at
 * the last step only.
 */
final class Demo {

  static final int NONE = 0;
  static final int PATCH = 1;
  static final int VANILLA = 2;
  static final int SETTINGS = 3;
  static final List<String> INITIALISATIONS = List.of("random", "published", "discriminator");

  /** Photographs of the shipped test part, which are the ladder's contents, too. */
  static final int CONTENTS = 8;

  /** Of {@code Distortion}. */
  static final int TYPES = 7;

  static final int LEVELS = 5;
  static final String HEADLINE = "niqe";
  static final String ARTEFACTS = "checkerboard";

  private static final StudySpec PRESET =
      Preset.of("demo", Preset.SHIPPED, List.of(), new Codec()).command().spec();

  private Demo() {}

  /** The grid with so many seeds. */
  static StudySpec spec(int seeds) {
    SettingSpec patch = PRESET.settings().get(1);
    List<SettingSpec> settings = new ArrayList<>(PRESET.settings());
    settings.add(new SettingSpec("vanilla-vgg16", vanilla(patch)));
    StudySpec.Training training = PRESET.training();
    return new StudySpec(
        PRESET.title(),
        PRESET.notice(),
        PRESET.generator(),
        PRESET.trainSet(),
        PRESET.metrics(),
        settings,
        LongStream.range(0, seeds).boxed().toList(),
        PRESET.pretraining(),
        new StudySpec.Training(
            training.steps(),
            training.patch(),
            training.batch(),
            training.pixelWeight(),
            training.weights(),
            training.fidelityWeight(),
            training.optimiser(),
            training.schedule(),
            training.emaDecay(),
            training.clipNorm(),
            training.precision(),
            List.of(),
            training.logEvery(),
            training.degradation(),
            null),
        assessment(),
        PRESET.evaluation(),
        PRESET.headline(),
        0,
        null,
        List.of(),
        List.of());
  }

  private static DiscriminatorSpec vanilla(SettingSpec patch) {
    DiscriminatorSpec d = Objects.requireNonNull(patch.discriminator());
    return new DiscriminatorSpec(
        "vanilla", d.backbone(), d.cut(), d.initialisation(), d.loss(), d.weight(), d.optimiser());
  }

  private static Assessment assessment() {
    Assessment a = Objects.requireNonNull(PRESET.assessment());
    OptimiserSpec adam = a.optimiser();
    TransferSpec transfer =
        new TransferSpec(
            "fr-vgg16",
            "dists",
            "vgg16",
            List.of(),
            INITIALISATIONS,
            PRESET.settings().get(1).id(),
            PRESET.metrics().get(2).id(),
            a.benchmarks(),
            a.stepsPerSplit(),
            a.batch(),
            adam,
            true,
            a.learning());
    return new Assessment(
        a.benchmarks(),
        a.splits(),
        a.testShare(),
        a.stepsPerSplit(),
        a.batch(),
        adam,
        a.backboneFrozen(),
        a.learning(),
        a.splitSeed(),
        List.of(transfer));
  }

  /** The one benchmark. */
  static Ladder ladder() {
    return new Ladder(assessment().benchmarks().get(0), true, CONTENTS, TYPES, LEVELS);
  }

  /** Ids of all assessors: metrics, then initialisations. */
  static List<String> assessors() {
    List<String> ids = new ArrayList<>(PRESET.metrics().stream().map(MetricSpec::id).toList());
    INITIALISATIONS.forEach(id -> ids.add(assessment().transfers().get(0).assessorId(id)));
    return ids;
  }

  /** Whether the assessor has seeds. */
  static boolean seeded(int assessor) {
    int metrics = PRESET.metrics().size();
    return assessor < metrics
        ? PRESET.metrics().get(assessor).seeded()
        : !INITIALISATIONS.get(assessor - metrics).equals("published");
  }
}
