package io.chiral.imagery.dataset;

import io.chiral.imagery.file.ImageFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Every layout, and which one a place on disk has: the declared kind, else the first that
 * recognises the folder or, where no image lies in it, a folder directly inside (archives unpack
 * so).
 */
final class Layouts {
  private static final String FOLDER = "folder";
  private static final String LABELS = "labels";

  private static final List<OpinionLayout> OPINIONS =
      List.of(
          new Kadid(),
          new Tid(),
          LiveR2.REALIGNED,
          LiveR2.UNALIGNED,
          new Csiq(),
          new Pipal(),
          Koniq.FULL,
          Koniq.HALF,
          new Spaq(),
          new LiveChallenge(),
          new AvtImageQuality());

  private Layouts() {}

  /** The kinds that a configuration may declare. */
  static SortedSet<String> kinds() {
    SortedSet<String> kinds = new TreeSet<>(List.of(FOLDER, LABELS));
    OPINIONS.forEach(layout -> kinds.add(layout.kind()));
    PhotographLayout.ALL.forEach(layout -> kinds.add(layout.kind()));
    MetaInfo.KINDS.forEach(kind -> kinds.add(kind.kind()));
    return kinds;
  }

  /**
   * What lies at a place.
   *
   * @throws LabelTableException if a label file breaks its rules
   * @throws IOException if something the layout needs is missing or cannot be read
   */
  static Contents open(String id, DataSource source) throws IOException {
    try {
      String kind = source.kind();
      return kind == null ? recognised(id, source) : declared(id, kind, source);
    } catch (NoSuchFileException e) {
      throw new IOException("%s: no such file, which the layout needs".formatted(e.getFile()), e);
    }
  }

  private static Contents recognised(String id, DataSource source) throws IOException {
    if (isLabelFile(source.path())) {
      return labelFile(id, source, MetaInfo.KINDS.get(0), false);
    }
    for (Path folder : candidates(source.path())) {
      for (OpinionLayout layout : OPINIONS) {
        if (layout.recognises(folder)) {
          return opinions(id, layout, folder);
        }
      }
      for (PhotographLayout layout : PhotographLayout.ALL) {
        if (layout.recognises(folder)) {
          return layout.read(id, folder);
        }
      }
    }
    return folder(id, source.path());
  }

  private static boolean isLabelFile(Path path) {
    return path.toString().endsWith(".csv");
  }

  private static List<Path> candidates(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> inside = Files.list(folder)) {
      Stream<Path> folders =
          ImageFolder.candidates(folder).isEmpty()
              ? inside.filter(Files::isDirectory).sorted()
              : Stream.empty();
      return Stream.concat(Stream.of(folder), folders).toList();
    }
  }

  private static Contents declared(String id, String kind, DataSource source) throws IOException {
    Path path = source.path();
    for (MetaInfo metaInfo : MetaInfo.KINDS) {
      if (metaInfo.kind().equals(kind)) {
        return labelFile(id, source, metaInfo, true);
      }
    }
    if (kind.equals(LABELS)) {
      return Contents.of(kind, LabelTable.read(id, path, images(source), false), 0);
    }
    for (OpinionLayout layout : OPINIONS) {
      if (layout.kind().equals(kind)) {
        return opinions(id, layout, firstOr(path, layout::recognises));
      }
    }
    for (PhotographLayout layout : PhotographLayout.ALL) {
      if (layout.kind().equals(kind)) {
        return layout.read(id, firstOr(path, layout::recognises));
      }
    }
    return folder(id, path);
  }

  /** The folder that is recognised, else the named one, whose reader says what is missing. */
  private static Path firstOr(Path path, Predicate<Path> recognised) throws IOException {
    return candidates(path).stream().filter(recognised).findFirst().orElse(path);
  }

  private static Contents opinions(String id, OpinionLayout layout, Path folder)
      throws IOException {
    Benchmark table = layout.labels(folder).benchmark(id, new ImageLookup(folder), false);
    return Contents.of(layout.kind(), table, layout.published());
  }

  private static Contents labelFile(
      String id, DataSource source, MetaInfo metaInfo, boolean declared) throws IOException {
    TableFile table = TableFile.csv(source.path());
    boolean pyiqa = declared || MetaInfo.recognises(table);
    Labels labels = pyiqa ? metaInfo.labels(table) : LabelTable.labels(table);
    return Contents.of(
        pyiqa ? metaInfo.kind() : LABELS,
        labels.benchmark(id, new ImageLookup(images(source)), false),
        0);
  }

  private static Path images(DataSource source) {
    @Nullable Path declared = source.images();
    return declared == null
        ? Objects.requireNonNull(source.path().toAbsolutePath().getParent())
        : declared;
  }

  private static Contents folder(String id, Path path) throws IOException {
    ImageSet all = FolderSets.all(id, path);
    SortedMap<String, Supplier<ImageSet>> sets = new TreeMap<>();
    sets.put(id, () -> all);
    if (all.entries().size() > 1) {
      sets.put(id + "/train", new Once<>(() -> FolderSets.train(all)));
      sets.put(id + "/test", new Once<>(() -> FolderSets.test(all)));
    }
    return Contents.of(FOLDER, sets, 0);
  }
}
