package io.chiral.service.command;

import io.chiral.imagery.dataset.Benchmark;
import io.chiral.imagery.dataset.DataSets;
import io.chiral.imagery.dataset.ImageEntry;
import io.chiral.imagery.dataset.ImageSet;
import io.chiral.imagery.overlap.Overlap;
import io.chiral.imagery.overlap.Overlaps;
import io.chiral.messages.spec.GeneratorSpec;
import io.chiral.messages.spec.StudySpec;
import io.chiral.messages.spec.TrainedJudge;
import io.chiral.networks.fidelity.ClassicalMetric;
import io.chiral.networks.generator.SwinIrConfig;
import io.chiral.networks.published.WeightsFolder;
import io.chiral.service.weights.NeededWeights;
import io.chiral.training.ImpossibleException;
import io.chiral.training.assess.Benchmarks;
import io.chiral.training.assess.TrainedJudges;
import io.chiral.training.checkpoint.CheckpointStore;
import io.chiral.training.judge.Judges;
import io.chiral.training.model.Models;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What this installation has: its data sets, the software's networks and judges. */
final class InstalledCatalogue implements Catalogue {
  private static final String MS_SSIM = "ms-ssim";
  private static final String INTERPOLATING = "interpolating";

  /** What proxy benchmarks are named by before the id of their photographs. */
  private static final Pattern PROXY = Pattern.compile("^proxy(-kadid)?/");

  /** More images take too long to be compared, or read, while commands wait. */
  private static final int COMPARED_AT_ONCE = 100;

  /** The interpolating start carries 3×3 RGB neighbourhoods through the body. */
  private static final int INTERPOLATING_CHANNELS = 27;

  private final DataSets dataSets;
  private final WeightsFolder weights;
  private final CheckpointStore store;
  private final Benchmarks benchmarks;
  private final Overlaps overlaps;

  InstalledCatalogue(
      DataSets dataSets, WeightsFolder weights, Overlaps overlaps, CheckpointStore store) {
    this.store = store;
    this.dataSets = dataSets;
    this.weights = weights;
    this.overlaps = overlaps;
    this.benchmarks = new Benchmarks(dataSets);
  }

  @Override
  public OptionalInt images(String dataSet) {
    return dataSets.has(dataSet)
        ? OptionalInt.of(dataSets.get(dataSet).entries().size())
        : OptionalInt.empty();
  }

  @Override
  public List<String> imageNames(String dataSet) {
    return dataSets.has(dataSet)
        ? dataSets.get(dataSet).entries().stream().map(ImageEntry::name).toList()
        : List.of();
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
  public List<String> shared(String trainSet, String other) {
    ImageSet tested = photographs(other);
    if (!dataSets.has(trainSet) || tested == null) {
      return List.of();
    }
    ImageSet train = dataSets.photographs(trainSet);
    boolean few = train.entries().size() + tested.entries().size() <= COMPARED_AT_ONCE;
    Optional<List<Overlap>> overlap =
        few ? Optional.of(overlaps.between(train, tested)) : overlaps.listed(train, tested);
    if (overlap.isPresent()) {
      return overlap.get().stream().map(Overlap::describe).toList();
    }
    return List.of(
        "the two were never compared as they lie here, which takes long: run 'chiral data check %s' once"
            .formatted(train.id().replaceFirst("/.*", "")));
  }

  private @Nullable ImageSet photographs(String id) {
    Benchmark table = dataSets.tables().get(id);
    if (table != null) {
      return Overlaps.photographsOf(table);
    }
    String set = PROXY.matcher(id).replaceFirst("");
    return dataSets.has(set) ? dataSets.photographs(set) : null;
  }

  @Override
  public Set<String> judges() {
    return Judges.ids();
  }

  @Override
  public boolean hasReferences(String benchmark) {
    return benchmarks.has(benchmark)
        && benchmarks.get(benchmark).items().stream().allMatch(item -> item.reference() != null);
  }

  @Override
  public boolean hasAssessor(TrainedJudge judge) {
    return TrainedJudges.knows(store, judge);
  }

  @Override
  public Map<String, String> weights(StudySpec spec) {
    Map<String, String> digests = new TreeMap<>();
    NeededWeights.of("", spec).stream()
        .map(NeededWeights.Need::id)
        .filter(weights::has)
        .forEach(id -> digests.put(id, weights.digest(id)));
    return digests;
  }

  @Override
  public boolean hasWeights(String id) {
    return weights.has(id);
  }

  @Override
  public int smallestSide(String kind) {
    return kind.equals(MS_SSIM) ? ClassicalMetric.MS_SSIM_SIDE : 1;
  }

  @Override
  public @Nullable Integer window(GeneratorSpec generator) {
    try {
      SwinIrConfig config = Models.config(generator);
      boolean starts =
          !generator.start().equals(INTERPOLATING) || config.embed() >= INTERPOLATING_CHANNELS;
      return starts ? config.window() : null;
    } catch (ImpossibleException | IllegalArgumentException e) {
      return null; // there is none of that name, or its own rules exclude this scale
    }
  }
}
