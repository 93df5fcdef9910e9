package io.chiral.asymmetry.assessor;

import io.chiral.asymmetry.evidence.ItemScores;
import io.chiral.asymmetry.evidence.ItemScores.Series;
import io.chiral.asymmetry.replicate.Intervals;
import io.chiral.asymmetry.replicate.Replicates;
import io.chiral.messages.report.Figure;
import io.chiral.messages.report.Transfer;
import io.chiral.messages.report.TransferOrigin;
import io.chiral.messages.spec.TransferSpec;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What initialisations give one assessor on one benchmark over a random one. Every initialisation
 * is scored on the same test parts, so contents and splits are drawn alike for all; the seeds'
 * noise is added to each by itself, its variance pooled over those that have several.
 */
public final class Transfers {

  private static final String PUBLISHED = "published";

  /** One discriminator says nothing of others; the pooled variance is of other initialisations. */
  private static final int FEWEST_DISCRIMINATORS = 2;

  private static final String BATCH_NORM = "by running statistics, as the discriminator left them";

  private final TransferSpec spec;
  private final Benchmark benchmark;
  private final List<Series> series;
  private final Replicates replicates;
  private final int lastStep;
  private final SeedNoise noise;

  private Transfers(
      TransferSpec spec,
      Benchmark benchmark,
      List<Series> series,
      int lastStep,
      Replicates replicates) {
    this.spec = spec;
    this.benchmark = benchmark;
    this.series = series;
    this.lastStep = lastStep;
    this.replicates = replicates;
    List<String> ids = spec.initialisations().stream().map(spec::assessorId).toList();
    noise = SeedNoise.of(List.of(benchmark), ids, Statistic.SRCC);
  }

  /**
   * Every comparison with a random initialisation that has its scores.
   *
   * @param specs the declared ones
   * @param complete assessors whose splits came whole
   * @param scores theirs
   * @param splits declared number of splits
   * @param lastStep of training, whose discriminators are taken
   * @param replicates how to draw
   */
  public static List<Transfer> of(
      List<TransferSpec> specs,
      List<Series> complete,
      ItemScores scores,
      int splits,
      int lastStep,
      Replicates replicates) {
    List<Transfer> found = new ArrayList<>();
    for (TransferSpec spec : specs) {
      List<String> ids = spec.initialisations().stream().map(spec::assessorId).toList();
      for (String id : spec.benchmarks()) {
        List<Series> series =
            complete.stream()
                .filter(one -> one.benchmark().equals(id) && ids.contains(one.metric()))
                .toList();
        Benchmark benchmark =
            new Benchmark(id, series, scores, splits, replicates, 0, new HashMap<>());
        found.addAll(new Transfers(spec, benchmark, series, lastStep, replicates).all());
      }
    }
    return found;
  }

  private List<Transfer> all() {
    if (!has(TransferSpec.RANDOM)) {
      return List.of();
    }
    return spec.initialisations().stream()
        .filter(initialisation -> !initialisation.equals(TransferSpec.RANDOM))
        .filter(this::has)
        .map(this::transfer)
        .toList();
  }

  private boolean has(String initialisation) {
    return benchmark.has(spec.assessorId(initialisation));
  }

  private Transfer transfer(String initialisation) {
    boolean compared =
        has(TransferSpec.DISCRIMINATOR) && !initialisation.equals(TransferSpec.DISCRIMINATOR);
    return new Transfer(
        spec.id(),
        initialisation,
        benchmark.id(),
        figure(initialisation, TransferSpec.RANDOM),
        share(initialisation),
        compared ? figure(initialisation, TransferSpec.DISCRIMINATOR) : null,
        origin(initialisation));
  }

  private @Nullable TransferOrigin origin(String initialisation) {
    String setting = spec.setting();
    String objective = spec.objective();
    return initialisation.equals(TransferSpec.DISCRIMINATOR) && setting != null && objective != null
        ? new TransferOrigin(
            setting,
            objective,
            lastStep,
            benchmark.seeds(spec.assessorId(initialisation)),
            runSeeds(spec.assessorId(initialisation)),
            BATCH_NORM)
        : null;
  }

  /** An assessor has the seed of the run that trained its discriminator. */
  private List<Long> runSeeds(String assessor) {
    return series.stream()
        .filter(one -> one.metric().equals(assessor))
        .map(Series::seed)
        .filter(Objects::nonNull)
        .distinct()
        .sorted()
        .toList();
  }

  private Figure figure(String one, String other) {
    double value = value(one, other);
    String reason = noInterval(one, other);
    return Double.isNaN(value) || reason == null
        ? Intervals.figure(value, replicates(one, other), benchmark.contents(), benchmark.items())
        : new Figure(value, null, null, benchmark.items(), reason);
  }

  private double value(String one, String other) {
    return benchmark.srcc(spec.assessorId(one)) - benchmark.srcc(spec.assessorId(other));
  }

  private @Nullable String noInterval(String one, String other) {
    if (fewDiscriminators(one) || fewDiscriminators(other)) {
      return "no interval: fewer than %d discriminators".formatted(FEWEST_DISCRIMINATORS);
    }
    boolean seeded =
        benchmark.seeds(spec.assessorId(one)) + benchmark.seeds(spec.assessorId(other)) > 0;
    return seeded && noise.unknown()
        ? "no interval: one seed, which says nothing of others"
        : benchmark.fewSplits();
  }

  private boolean fewDiscriminators(String initialisation) {
    return initialisation.equals(TransferSpec.DISCRIMINATOR)
        && benchmark.seeds(spec.assessorId(initialisation)) < FEWEST_DISCRIMINATORS;
  }

  private double[] replicates(String one, String other) {
    double[] difference = replicates(one).clone();
    double[] subtracted = replicates(other);
    for (int r = 0; r < difference.length; r++) {
      difference[r] -= subtracted[r];
    }
    return difference;
  }

  private double[] replicates(String initialisation) {
    String id = spec.assessorId(initialisation);
    return noise.on(
        benchmark.drawn(id, Statistic.SRCC).replicates(),
        benchmark.seeds(id),
        1,
        replicates.normals("transfer " + benchmark.id() + " " + id));
  }

  /** Of the published one's transfer, by Fieller (1954). */
  private Figure share(String initialisation) {
    int n = benchmark.items();
    if (initialisation.equals(PUBLISHED)) {
      return Figure.absent(n, "it is the published initialisation");
    }
    if (!has(PUBLISHED)) {
      return Figure.absent(n, "the published initialisation is not compared");
    }
    Figure whole = figure(PUBLISHED, TransferSpec.RANDOM);
    Double low = whole.low();
    Double high = whole.high();
    if (low == null || high == null || (low <= 0 && high >= 0)) {
      return Figure.absent(n, "the published initialisation's transfer does not exclude 0");
    }
    if (noInterval(initialisation, TransferSpec.RANDOM) != null) {
      return Figure.absent(n, "this initialisation's transfer has no interval");
    }
    return Fieller.ratio(
        value(initialisation, TransferSpec.RANDOM),
        value(PUBLISHED, TransferSpec.RANDOM),
        replicates(initialisation, TransferSpec.RANDOM),
        replicates(PUBLISHED, TransferSpec.RANDOM),
        benchmark.contents(),
        n);
  }
}
