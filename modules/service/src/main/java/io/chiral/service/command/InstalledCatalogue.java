package io.chiral.service.command;

import io.chiral.asymmetry.panel.JudgeCatalogue;
import io.chiral.asymmetry.panel.Kinship;
import io.chiral.imagery.dataset.DataSets;
import io.chiral.messages.spec.GeneratorSpec;
import io.chiral.messages.spec.MetricSpec;
import io.chiral.networks.generator.SwinIrConfig;
import io.chiral.training.assess.Benchmarks;
import io.chiral.training.judge.Judges;
import java.util.OptionalInt;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What this installation has: its data sets, the software's networks and judges. */
final class InstalledCatalogue implements Catalogue {
  private static final String INTERPOLATING = "interpolating";

  /** The interpolating start carries 3×3 RGB neighbourhoods through the body. */
  private static final int INTERPOLATING_CHANNELS = 27;

  private final DataSets dataSets;
  private final Benchmarks benchmarks;

  InstalledCatalogue(DataSets dataSets) {
    this.dataSets = dataSets;
    this.benchmarks = new Benchmarks(dataSets);
  }

  @Override
  public OptionalInt images(String dataSet) {
    return dataSets.has(dataSet)
        ? OptionalInt.of(dataSets.get(dataSet).entries().size())
        : OptionalInt.empty();
  }

  @Override
  public Set<String> dataSets() {
    return dataSets.ids();
  }

  @Override
  public boolean hasBenchmark(String id) {
    return benchmarks.has(id);
  }

  @Override
  public Set<String> benchmarks() {
    return benchmarks.ids();
  }

  @Override
  public Set<String> judges() {
    return Judges.ids();
  }

  @Override
  public boolean kin(String judge, MetricSpec metric) {
    return JudgeCatalogue.knows(judge) && Kinship.kin(JudgeCatalogue.find(judge), metric);
  }

  @Override
  public @Nullable Integer window(GeneratorSpec generator) {
    try {
      SwinIrConfig config = config(generator);
      boolean starts =
          !generator.start().equals(INTERPOLATING) || config.embed() >= INTERPOLATING_CHANNELS;
      return starts ? config.window() : null;
    } catch (IllegalArgumentException e) {
      return null; // the configuration's own rules exclude this scale
    }
  }

  private static SwinIrConfig config(GeneratorSpec generator) {
    int scale = generator.scale();
    return switch (generator.config()) {
      case "classical" -> SwinIrConfig.classical(scale, 48);
      case "lightweight" -> SwinIrConfig.lightweight(scale);
      case "real-m" -> SwinIrConfig.realMedium(scale);
      case "real-l" -> SwinIrConfig.realLarge(scale);
      case "small" -> SwinIrConfig.small(scale);
      case "tiny" -> SwinIrConfig.tiny(scale);
      default -> throw new IllegalArgumentException(generator.config());
    };
  }
}
