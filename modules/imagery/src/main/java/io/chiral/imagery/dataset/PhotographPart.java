package io.chiral.imagery.dataset;

import io.chiral.imagery.file.ImageFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One part of a set of photographs. Files are listed, not opened.
 *
 * @param name {@code train}, {@code test}, or {@code ""}
 * @param places of high-resolution images below the set's folder, the first that is there
 * @param partners places of low-resolution images, {@code %d} for the scale
 */
record PhotographPart(String name, List<String> places, List<String> partners) {
  private static final List<Integer> SCALES = List.of(2, 3, 4, 8);

  /** How SelfExSR's archives mark the two sides of a pair that lie in one folder. */
  private static final String HIGH_MARK = "_HR";

  private static final String LOW_MARK = "_LR";

  static PhotographPart of(String name, String place, String partner) {
    return new PhotographPart(name, List.of(place), List.of(partner));
  }

  /** Where its images are; null: nowhere. */
  @Nullable Path folder(Path set) {
    return places.stream().map(set::resolve).filter(Files::isDirectory).findFirst().orElse(null);
  }

  ImageSet read(String id, Path set, Path images) throws IOException {
    Map<Integer, Map<String, Path>> partnersOfScale = new HashMap<>();
    for (int scale : SCALES) {
      partnersOfScale.put(scale, lowResolution(set, scale));
    }
    List<ImageEntry> entries = new ArrayList<>();
    for (Path file : below(images)) {
      String relative = images.relativize(file).toString().replace('\\', '/');
      if (!stem(relative).endsWith(LOW_MARK)) {
        entries.add(
            ImageEntry.ofFile(file, relative).with(partners(stem(relative), partnersOfScale)));
      }
    }
    if (entries.isEmpty()) {
      throw new IOException("%s: no image".formatted(images));
    }
    return new ImageSet(id, entries, notes(entries));
  }

  private static List<String> notes(List<ImageEntry> entries) {
    List<String> notes = new ArrayList<>();
    for (int scale : SCALES) {
      long there = entries.stream().filter(e -> e.lowResolutions().containsKey(scale)).count();
      if (there > 0) {
        notes.add(
            "stored low resolution ×%d for %d of %d images"
                .formatted(scale, there, entries.size()));
      }
    }
    return notes;
  }

  private static Map<Integer, ImageEntry> partners(
      String stem, Map<Integer, Map<String, Path>> ofScale) {
    Map<Integer, ImageEntry> partners = new HashMap<>();
    ofScale.forEach(
        (scale, files) ->
            Stream.of(stem + "x" + scale, stem, stem.replace(HIGH_MARK, LOW_MARK))
                .filter(name -> !name.endsWith(HIGH_MARK))
                .map(files::get)
                .filter(Objects::nonNull)
                .findFirst()
                .ifPresent(
                    file ->
                        partners.put(
                            scale, ImageEntry.ofFile(file, file.getFileName().toString()))));
    return partners;
  }

  /** By stem below its folder. */
  private Map<String, Path> lowResolution(Path set, int scale) throws IOException {
    Map<String, Path> files = new HashMap<>();
    for (String partner : partners) {
      Path folder = set.resolve(partner.formatted(scale));
      if (Files.isDirectory(folder)) {
        for (Path file : below(folder)) {
          files.put(stem(folder.relativize(file).toString().replace('\\', '/')), file);
        }
        return files;
      }
    }
    return files;
  }

  private static String stem(String name) {
    int dot = name.lastIndexOf('.');
    return dot < 0 ? name : name.substring(0, dot);
  }

  /** Images in a folder and in folders of it: LSDIR has a thousand a folder. */
  private static List<Path> below(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(ImageFolder::looksLikeImage).sorted().toList();
    }
  }
}
