package io.chiral.imagery.inspection;

import io.chiral.imagery.Image;
import io.chiral.imagery.dataset.Benchmark;
import io.chiral.imagery.dataset.BenchmarkItem;
import io.chiral.imagery.dataset.DataSets;
import io.chiral.imagery.dataset.ImageEntry;
import io.chiral.imagery.dataset.ImageSet;
import io.chiral.imagery.dataset.Part;
import io.chiral.imagery.dataset.UnknownDataSetException;
import io.chiral.imagery.file.ImageFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Looks at every image of a data set. */
public final class Inspection {
  private final DataSets dataSets;
  private final Consumer<String> progress;

  /**
   * @param progress told the name of each image before it is decoded
   */
  public Inspection(DataSets dataSets, Consumer<String> progress) {
    this.dataSets = dataSets;
    this.progress = progress;
  }

  /**
   * Decodes all images of a data set, one at a time.
   *
   * @throws UnknownDataSetException if there is none of that id
   */
  public DataSetReport of(String id) {
    String kind = dataSets.kinds().get(id);
    if (kind == null) {
      throw new UnknownDataSetException(id, dataSets.kinds().keySet());
    }
    List<ImagesReport> images = new ArrayList<>();
    dataSets.parts(id).forEach((name, set) -> images.add(images(set)));
    Benchmark table = dataSets.tables().get(id);
    if (table != null) {
      images.add(images(new ImageSet(id, all(table), List.of())));
    }
    return new DataSetReport(
        id, kind, dataSets.published(id), images, table == null ? null : opinions(table));
  }

  private static List<ImageEntry> all(Benchmark table) {
    Map<String, ImageEntry> all = new LinkedHashMap<>();
    for (BenchmarkItem item : table.items()) {
      @Nullable ImageEntry reference = item.reference();
      if (reference != null) {
        all.putIfAbsent(reference.name(), reference);
      }
      all.putIfAbsent(item.distorted().name(), item.distorted());
    }
    return List.copyOf(all.values());
  }

  private ImagesReport images(ImageSet set) {
    int readable = 0;
    int narrowest = Integer.MAX_VALUE;
    int lowest = Integer.MAX_VALUE;
    int widest = 0;
    int highest = 0;
    SortedMap<String, Integer> kinds = new TreeMap<>();
    List<String> unreadable = new ArrayList<>();
    for (ImageEntry entry : set.entries()) {
      progress.accept(entry.name());
      try {
        kinds.merge(kind(entry), 1, Integer::sum);
        Image image = entry.load();
        readable++;
        narrowest = Math.min(narrowest, image.width());
        lowest = Math.min(lowest, image.height());
        widest = Math.max(widest, image.width());
        highest = Math.max(highest, image.height());
      } catch (IOException e) {
        unreadable.add(String.valueOf(e.getMessage()));
      } catch (UncheckedIOException e) {
        unreadable.add(String.valueOf(e.getMessage()));
      }
    }
    return new ImagesReport(
        set.id(),
        readable,
        readable == 0 ? 0 : narrowest,
        readable == 0 ? 0 : lowest,
        widest,
        highest,
        kinds,
        unreadable,
        set.notes());
  }

  private static String kind(ImageEntry entry) throws IOException {
    @Nullable Path file = entry.file().orElse(null);
    return file == null ? "derived" : ImageFiles.header(file).kind();
  }

  private static OpinionsReport opinions(Benchmark table) {
    SortedMap<String, SortedMap<Part, Integer>> splits = new TreeMap<>();
    for (BenchmarkItem item : table.items()) {
      item.splits()
          .forEach(
              (split, part) ->
                  splits
                      .computeIfAbsent(split, name -> new TreeMap<>())
                      .merge(part, 1, Integer::sum));
    }
    var opinions = table.items().stream().mapToDouble(BenchmarkItem::opinion).summaryStatistics();
    return new OpinionsReport(
        table.items().size(),
        table.hasReferences(),
        table.contents().size(),
        opinions.getMin(),
        opinions.getMax(),
        (int)
            table.items().stream()
                .map(BenchmarkItem::distortion)
                .filter(Objects::nonNull)
                .distinct()
                .count(),
        splits,
        table.notes());
  }
}
