package io.chiral.service.image;

import io.chiral.imagery.file.ImageFolder;
import io.chiral.service.cli.UserException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Which image is judged against which.
 *
 * @param pairs ordered by name
 * @param unmatched files without a partner of their name, and files that are no images, a line each
 */
record Pairs(List<Pair> pairs, List<String> unmatched) {

  /**
   * An image and its reference.
   *
   * @param reference null: judged by itself
   */
  record Pair(@Nullable Path reference, Path distorted) {}

  /**
   * Files or folders. Two folders are matched by file name without its ending; one reference file
   * serves all distorted ones.
   *
   * @throws UserException if a path is absent, a name stands twice in a folder, or nothing matches
   */
  static Pairs of(@Nullable Path reference, Path distorted) {
    List<String> unmatched = new ArrayList<>();
    SortedMap<String, Path> outputs = byName(distorted, unmatched);
    if (reference == null || !Files.isDirectory(reference)) {
      if (reference != null) {
        byName(reference, unmatched); // says that it is absent
      }
      return new Pairs(
          outputs.values().stream().map(file -> new Pair(reference, file)).toList(), unmatched);
    }
    SortedMap<String, Path> references = byName(reference, unmatched);
    List<Pair> pairs = new ArrayList<>();
    outputs.forEach(
        (name, file) -> {
          Path partner = references.remove(name);
          if (partner == null) {
            unmatched.add("%s: no file of that name in %s".formatted(file, reference));
          } else {
            pairs.add(new Pair(partner, file));
          }
        });
    references.values().stream()
        .map(file -> "%s: no file of that name in %s".formatted(file, distorted))
        .forEach(unmatched::add);
    if (pairs.isEmpty()) {
      throw new UserException(
          "no image of %s has a partner in %s; names without their ending must be equal, as in %s"
              .formatted(distorted, reference, unmatched.get(0)));
    }
    return new Pairs(pairs, unmatched);
  }

  /** The images of a path by file name without its ending. */
  static SortedMap<String, Path> byName(Path path, List<String> skipped) {
    if (!Files.exists(path)) {
      throw new UserException("there is no file or folder %s".formatted(path));
    }
    if (!Files.isDirectory(path)) {
      return new TreeMap<>(Map.of(stem(path), path));
    }
    SortedMap<String, Path> files = new TreeMap<>();
    try {
      ImageFolder folder = ImageFolder.open(path);
      skipped.addAll(folder.skipped());
      for (Path file : folder.images()) {
        Path twin = files.put(stem(file), file);
        if (twin != null) {
          throw new UserException(
              "%s and %s have one name but for the ending; keep one".formatted(twin, file));
        }
      }
      return files;
    } catch (IOException e) {
      throw new UserException(String.valueOf(e.getMessage()), e);
    }
  }

  /** The file's name without its ending. */
  static String stem(Path file) {
    String name = file.getFileName().toString();
    int dot = name.lastIndexOf('.');
    return dot > 0 ? name.substring(0, dot) : name;
  }
}
