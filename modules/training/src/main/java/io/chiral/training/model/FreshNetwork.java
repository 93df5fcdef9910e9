package io.chiral.training.model;

import ai.djl.ndarray.NDManager;
import io.chiral.messages.spec.GeneratorSpec;
import io.chiral.networks.backbone.Backbones;
import io.chiral.networks.backbone.Pooling;
import io.chiral.networks.discriminator.BackboneDiscriminator;
import io.chiral.networks.discriminator.Level;
import io.chiral.networks.discriminator.PatchGan;
import io.chiral.networks.discriminator.UNetDiscriminator;
import io.chiral.networks.torch.Precision;
import io.chiral.networks.torch.TorchKernels;
import io.chiral.networks.weights.ParameterTable;
import io.chiral.networks.weights.Safetensors;
import io.chiral.networks.weights.Weights;
import io.chiral.training.ImpossibleException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A freshly initialised network as a safetensors file. */
public final class FreshNetwork {

  private static final String SWINIR = "swinir-";

  private FreshNetwork() {}

  /** What {@link #write} knows. */
  public static List<String> names() {
    List<String> names = new ArrayList<>();
    Models.GENERATORS.forEach(config -> names.add(SWINIR + config));
    names.addAll(Backbones.ids());
    names.add(PatchGan.ID);
    names.add(UNetDiscriminator.ID);
    for (Level level : Level.values()) {
      Backbones.ids().forEach(backbone -> names.add(level.label() + "-" + backbone));
    }
    return names;
  }

  /**
   * Writes a network's first values. Starts PyTorch on the calling thread for a while.
   *
   * @param name {@code swinir-CONFIG}, a backbone's id, or of a discriminator {@code
   *     vanilla-BACKBONE}, {@code patch-BACKBONE}, {@code patchgan} or {@code unet}
   * @param scale of a generator; null for others
   * @param seed equal seeds give equal files
   * @return how many values are trained
   * @throws ImpossibleException if there is no such network; lists what there is
   */
  public static long write(String name, @Nullable Integer scale, long seed, Path to)
      throws IOException {
    try (NDManager manager = NDManager.newBaseManager("PyTorch");
        TorchKernels kernels = TorchKernels.load(manager)) {
      ParameterTable table = table(name, scale, kernels);
      Weights weights = table.initialise(manager, seed);
      Safetensors.write(to, weights, Map.of("network", name, "seed", Long.toString(seed)));
      return table.count();
    }
  }

  private static ParameterTable table(String name, @Nullable Integer scale, TorchKernels kernels) {
    if (!names().contains(name)) {
      throw new ImpossibleException(
          "there is no network '%s'; there are %s".formatted(name, String.join(", ", names())));
    }
    boolean generator = name.startsWith(SWINIR);
    if (generator != (scale != null)) {
      throw new ImpossibleException(
          generator
              ? "network %s needs a scale".formatted(name)
              : "network %s has no scale".formatted(name));
    }
    if (scale != null) {
      GeneratorSpec spec =
          new GeneratorSpec("swinir", name.substring(SWINIR.length()), scale, "published");
      return Models.generator(spec, kernels, Precision.FLOAT32).parameters();
    }
    if (name.equals(PatchGan.ID)) {
      return new PatchGan(kernels, Precision.FLOAT32).parameters();
    }
    if (name.equals(UNetDiscriminator.ID)) {
      return new UNetDiscriminator(kernels, Precision.FLOAT32).parameters();
    }
    for (Level level : Level.values()) {
      String prefix = level.label() + "-";
      if (name.startsWith(prefix)) {
        String backbone = name.substring(prefix.length());
        return BackboneDiscriminator.of(level, backbone, null, kernels, Precision.FLOAT32)
            .parameters();
      }
    }
    return Backbones.of(name, null, Pooling.MAXIMUM, kernels, Precision.FLOAT32).parameters();
  }
}
