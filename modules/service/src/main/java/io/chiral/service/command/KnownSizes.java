package io.chiral.service.command;

import io.chiral.imagery.dataset.BenchmarkItem;
import io.chiral.imagery.dataset.DataSets;
import io.chiral.imagery.dataset.ImageEntry;
import io.chiral.imagery.file.ImageFiles;
import io.chiral.imagery.file.ImageHeader;
import io.chiral.service.plan.DataSizes;
import io.chiral.training.assess.Benchmarks;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** How large the data sets of this installation are; of what is not here, 0. */
record KnownSizes(DataSets dataSets) implements DataSizes {
  /** Images whose headers are read for a typical size. */
  private static final int SAMPLED = 8;

  @Override
  public double pixels(String dataSet) {
    if (!dataSets.has(dataSet)) {
      return 0;
    }
    return dataSets.get(dataSet).first(SAMPLED).entries().stream()
        .map(ImageEntry::file)
        .flatMap(Optional::stream)
        .mapToDouble(KnownSizes::pixels)
        .average()
        .orElse(0);
  }

  private static double pixels(Path file) {
    try {
      ImageHeader header = ImageFiles.header(file);
      return (double) header.width() * header.height();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public int photographs(String dataSet, int images) {
    return dataSets.has(dataSet)
        ? (int)
            dataSets.get(dataSet).first(images).entries().stream()
                .map(entry -> entry.name().replaceFirst("#.*", ""))
                .distinct()
                .count()
        : 0;
  }

  @Override
  public int items(String benchmark) {
    return all(benchmark).size();
  }

  @Override
  public int contents(String benchmark) {
    return (int) all(benchmark).stream().map(BenchmarkItem::content).distinct().count();
  }

  private List<BenchmarkItem> all(String benchmark) {
    Benchmarks benchmarks = new Benchmarks(dataSets);
    return benchmarks.has(benchmark) ? benchmarks.get(benchmark).items() : List.of();
  }
}
