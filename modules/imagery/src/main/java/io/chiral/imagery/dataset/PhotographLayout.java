package io.chiral.imagery.dataset;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * How a published set of photographs lies on disk: folders of high-resolution images, and where
 * they are, of their low-resolution partners.
 *
 * @param kind what it is called in a configuration
 * @param parts from {@code ""} (the set has no parts), {@code train} and {@code test}
 * @param published how many images its publication counts; 0: see {@link #BY_FOLDER}
 */
record PhotographLayout(String kind, List<PhotographPart> parts, int published) {
  /** Where benchmark sets have their images, by those who passed them on. */
  private static final PhotographPart BENCHMARK =
      new PhotographPart(
          "",
          List.of("HR", "GTmod12", "original", "image_SRF_4"),
          List.of("LRx%d", "LRbicx%d", "LR_bicubic/X%d", "image_SRF_%d"));

  /** How many photographs the sets have that are told apart by their folder's name only. */
  private static final Map<String, Integer> BY_FOLDER =
      Map.of("set5", 5, "set14", 14, "bsd100", 100, "urban100", 100, "manga109", 109);

  static final List<PhotographLayout> ALL = all();

  private static List<PhotographLayout> all() {
    List<PhotographLayout> all = new ArrayList<>();
    all.add(
        new PhotographLayout(
            "div2k",
            List.of(
                PhotographPart.of("train", "DIV2K_train_HR", "DIV2K_train_LR_bicubic/X%d"),
                // The published test images have no high-resolution part: validation tests.
                PhotographPart.of("test", "DIV2K_valid_HR", "DIV2K_valid_LR_bicubic/X%d")),
            900));
    all.add(
        new PhotographLayout(
            "flickr2k",
            List.of(PhotographPart.of("", "Flickr2K_HR", "Flickr2K_LR_bicubic/X%d")),
            2_650));
    all.add(
        new PhotographLayout(
            "lsdir",
            List.of(
                PhotographPart.of("train", "HR/train", "X%d/train"),
                PhotographPart.of("test", "HR/val", "X%d/val")),
            0));
    all.add(new PhotographLayout("sr-benchmark", List.of(BENCHMARK), 0));
    BY_FOLDER.forEach(
        (name, count) -> all.add(new PhotographLayout(name, List.of(BENCHMARK), count)));
    return List.copyOf(all);
  }

  /** Whether a folder has one of its parts. */
  boolean recognises(Path folder) {
    return parts.stream().anyMatch(part -> part.folder(folder) != null);
  }

  /**
   * Its image sets.
   *
   * @throws IOException if no part is there or a part has no image
   */
  Contents read(String id, Path folder) throws IOException {
    SortedMap<String, Supplier<ImageSet>> sets = new TreeMap<>();
    List<ImageSet> found = new ArrayList<>();
    for (PhotographPart part : parts) {
      @Nullable Path images = part.folder(folder);
      if (images != null) {
        String name = part.name().isEmpty() ? id : id + "/" + part.name();
        ImageSet set = part.read(name, folder, images);
        sets.put(name, () -> set);
        found.add(set);
      }
    }
    if (found.isEmpty()) {
      throw new IOException(
          "%s: not laid out as %s, none of %s is in it"
              .formatted(
                  folder, kind, parts.stream().flatMap(part -> part.places().stream()).toList()));
    }
    if (!sets.containsKey(id)) {
      sets.put(id, new Once<>(() -> together(id, found)));
    }
    return Contents.of(kind, sets, counted(folder));
  }

  private int counted(Path folder) {
    Path last = folder.toAbsolutePath().normalize().getFileName();
    String name = last == null ? "" : last.toString().toLowerCase(Locale.ROOT);
    return published > 0 ? published : BY_FOLDER.getOrDefault(name, 0);
  }

  private static ImageSet together(String id, List<ImageSet> parts) {
    return new ImageSet(
        id,
        parts.stream().flatMap(part -> part.entries().stream()).toList(),
        parts.stream().flatMap(part -> part.notes().stream()).toList());
  }
}
