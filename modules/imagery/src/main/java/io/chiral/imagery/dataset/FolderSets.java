package io.chiral.imagery.dataset;

import io.chiral.imagery.file.ImageFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A folder as a set, and its two parts.
 *
 * <p>The parts depend on the files' bytes alone: ordered by digest, the first third (rounded, at
 * least one, at most 24) is the test part. A second copy of a file is left out and named in the
 * notes, so the same picture never stands in both; a re-encoded copy is not recognised.
 */
final class FolderSets {
  private static final int LARGEST_TEST_PART = 24;

  private FolderSets() {}

  static ImageSet all(String id, Path path) throws IOException {
    ImageFolder folder = ImageFolder.open(path);
    List<String> notes = new ArrayList<>();
    folder.skipped().forEach(reason -> notes.add("skipped " + reason));
    Map<Long, List<ImageEntry>> ofSize = new HashMap<>();
    List<ImageEntry> entries = new ArrayList<>();
    for (Path file : folder.images()) {
      ImageEntry entry = ImageEntry.ofFile(file, file.getFileName().toString());
      List<ImageEntry> sameSize =
          ofSize.computeIfAbsent(Files.size(file), size -> new ArrayList<>());
      Optional<ImageEntry> twin =
          sameSize.stream().filter(other -> other.sha256().equals(entry.sha256())).findFirst();
      if (twin.isEmpty()) {
        sameSize.add(entry);
        entries.add(entry);
      } else {
        notes.add("skipped %s: the same file as %s".formatted(entry.name(), twin.get().name()));
      }
    }
    return new ImageSet(id, entries, notes);
  }

  static ImageSet train(ImageSet all) {
    return part(all, "/train", testSize(all), all.entries().size());
  }

  static ImageSet test(ImageSet all) {
    return part(all, "/test", 0, testSize(all));
  }

  private static int testSize(ImageSet all) {
    long third = Math.round(all.entries().size() / 3.0);
    return (int) Math.min(Math.max(third, 1), LARGEST_TEST_PART);
  }

  private static ImageSet part(ImageSet all, String suffix, int from, int to) {
    List<ImageEntry> part =
        all.entries().stream()
            .sorted(Comparator.comparing(ImageEntry::sha256))
            .toList()
            .subList(from, to)
            .stream()
            .sorted(Comparator.comparing(ImageEntry::name))
            .toList();
    return new ImageSet(all.id() + suffix, part, all.notes());
  }
}
