package io.chiral.training.model;

import io.chiral.messages.spec.DiscriminatorSpec;
import io.chiral.messages.spec.GeneratorSpec;
import io.chiral.messages.spec.MetricSpec;
import io.chiral.networks.discriminator.AdversarialLoss;
import io.chiral.networks.discriminator.Augmentation;
import io.chiral.networks.discriminator.BackboneDiscriminator;
import io.chiral.networks.discriminator.Discriminator;
import io.chiral.networks.discriminator.Level;
import io.chiral.networks.discriminator.PatchGan;
import io.chiral.networks.discriminator.UNetDiscriminator;
import io.chiral.networks.fidelity.ClassicalMetric;
import io.chiral.networks.fidelity.Dists;
import io.chiral.networks.fidelity.FidelityMetric;
import io.chiral.networks.fidelity.Lpips;
import io.chiral.networks.generator.SwinIr;
import io.chiral.networks.generator.SwinIrConfig;
import io.chiral.networks.quality.NoReference;
import io.chiral.networks.torch.Precision;
import io.chiral.networks.torch.TorchKernels;
import io.chiral.training.ImpossibleException;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * From names in specifications to networks.
 *
 * <p>All methods throw {@link ImpossibleException} on a name that isn't known.
 */
public final class Models {

  /** Configurations of SwinIR. */
  static final List<String> GENERATORS =
      List.of("classical", "lightweight", "real-m", "real-l", "small", "tiny");

  private Models() {}

  /** The generator of a specification; its {@code start} is the caller's to heed. */
  public static SwinIr generator(GeneratorSpec spec, TorchKernels kernels, Precision precision) {
    known("generator", spec.name(), List.of("swinir"));
    try {
      return SwinIr.of(config(spec), kernels, precision);
    } catch (IllegalArgumentException e) {
      throw new ImpossibleException(
          "generator %s: %s".formatted(structure(spec), e.getMessage()), e);
    }
  }

  /**
   * The configuration of a generator's specification.
   *
   * @throws IllegalArgumentException if the configuration's own rules exclude the scale
   */
  public static SwinIrConfig config(GeneratorSpec spec) {
    int scale = spec.scale();
    return switch (spec.config()) {
      case "classical" -> SwinIrConfig.classical(scale, 48);
      case "lightweight" -> SwinIrConfig.lightweight(scale);
      case "real-m" -> SwinIrConfig.realMedium(scale);
      case "real-l" -> SwinIrConfig.realLarge(scale);
      case "small" -> SwinIrConfig.small(scale);
      case "tiny" -> SwinIrConfig.tiny(scale);
      default -> throw unknown("generator config", spec.config(), GENERATORS);
    };
  }

  /** How checkpoints name a generator's structure: {@code swinir/small/4}. */
  public static String structure(GeneratorSpec spec) {
    return "%s/%s/%d".formatted(spec.name(), spec.config(), spec.scale());
  }

  /** The specification of a structure that {@link #structure} named. */
  public static GeneratorSpec generatorOf(String structure) {
    List<String> words = List.of(structure.split("/", -1));
    if (words.size() != 3) {
      throw new ImpossibleException("\"%s\" names no generator".formatted(structure));
    }
    return new GeneratorSpec(
        words.get(0), words.get(1), Integer.parseInt(words.get(2)), "published");
  }

  /** The metric of a specification. */
  public static FidelityMetric metric(MetricSpec spec, TorchKernels kernels, Precision precision) {
    return switch (spec.kind()) {
      case "l1" -> ClassicalMetric.l1(kernels);
      case "mse" -> ClassicalMetric.mse(kernels);
      case "ssim" -> ClassicalMetric.ssim(kernels);
      case "ms-ssim" -> ClassicalMetric.msSsim(kernels);
      case "gmsd" -> ClassicalMetric.gmsd(kernels);
      case "lpips" -> lpips(spec, kernels, precision);
      case "dists" -> dists(spec, kernels, precision);
      default ->
          throw unknown(
              "metric kind",
              spec.kind(),
              List.of("l1", "mse", "ssim", "ms-ssim", "gmsd", "lpips", "dists"));
    };
  }

  private static Lpips lpips(MetricSpec spec, TorchKernels kernels, Precision precision) {
    try {
      return Lpips.on(String.valueOf(spec.backbone()), kernels, precision);
    } catch (IllegalArgumentException e) {
      throw new ImpossibleException("metric %s: %s".formatted(spec.id(), e.getMessage()), e);
    }
  }

  /** The DISTS of a specification of that kind. */
  public static Dists dists(MetricSpec spec, TorchKernels kernels, Precision precision) {
    try {
      return Dists.of(String.valueOf(spec.backbone()), spec.stages(), kernels, precision);
    } catch (IllegalArgumentException e) {
      throw new ImpossibleException("metric %s: %s".formatted(spec.id(), e.getMessage()), e);
    }
  }

  /** The no-reference assessor of a specification of kind {@code nr}. */
  public static NoReference noReference(
      MetricSpec spec, TorchKernels kernels, Precision precision) {
    try {
      return NoReference.of(String.valueOf(spec.backbone()), spec.stages(), kernels, precision);
    } catch (IllegalArgumentException e) {
      throw new ImpossibleException("assessor %s: %s".formatted(spec.id(), e.getMessage()), e);
    }
  }

  /** The discriminator of a specification. */
  public static Discriminator discriminator(
      DiscriminatorSpec spec, TorchKernels kernels, Precision precision) {
    Level level =
        choose(
            "discriminator level",
            spec.level(),
            Map.of("vanilla", Level.VANILLA, "patch", Level.PATCH));
    boolean uNet = spec.backbone().equals(UNetDiscriminator.ID);
    if (uNet || spec.backbone().equals(PatchGan.ID)) {
      requireWhole(spec, level);
      return uNet ? new UNetDiscriminator(kernels, precision) : new PatchGan(kernels, precision);
    }
    try {
      return BackboneDiscriminator.of(level, spec.backbone(), spec.cut(), kernels, precision);
    } catch (IllegalArgumentException e) {
      throw new ImpossibleException("discriminator: " + e.getMessage(), e);
    }
  }

  private static void requireWhole(DiscriminatorSpec spec, Level level) {
    if (level != Level.PATCH || spec.cut() != null || !spec.initialisation().equals("random")) {
      throw new ImpossibleException(
          ("discriminator %s is of level patch, whole and of random initialisation,"
                  + " not of level %s, cut %s and initialisation %s")
              .formatted(spec.backbone(), spec.level(), spec.cut(), spec.initialisation()));
    }
  }

  /** The augmentation of that name. */
  public static Augmentation augmentation(String name) {
    return choose(
        "augmentation",
        name,
        Stream.of(Augmentation.values())
            .collect(Collectors.toMap(Augmentation::label, Function.identity())));
  }

  /** The adversarial loss of that name. */
  public static AdversarialLoss adversarialLoss(String name) {
    return choose(
        "adversarial loss",
        name,
        Map.of(
            "bce", AdversarialLoss.BCE,
            "hinge", AdversarialLoss.HINGE,
            "lsgan", AdversarialLoss.LSGAN,
            "ragan", AdversarialLoss.RAGAN));
  }

  /** The precision of that name. */
  public static Precision precision(String name) {
    return choose(
        "precision", name, Map.of("float32", Precision.FLOAT32, "bfloat16", Precision.BFLOAT16));
  }

  private static <T> T choose(String what, String name, Map<String, T> choices) {
    T chosen = choices.get(name);
    if (chosen == null) {
      throw unknown(what, name, choices.keySet().stream().sorted().toList());
    }
    return chosen;
  }

  private static void known(String what, String name, List<String> known) {
    if (!known.contains(name)) {
      throw unknown(what, name, known);
    }
  }

  private static ImpossibleException unknown(String what, String name, List<String> known) {
    return new ImpossibleException(
        "%s is one of %s, got \"%s\"".formatted(what, String.join(", ", known), name));
  }
}
