package io.chiral.imagery.dataset;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Images under one catalogue id, in a fixed order.
 *
 * @param id the catalogue id; a set of crops is {@code ID@SIZE}
 * @param notes one line for each thing a reader of results should know: files skipped, crops
 */
public record ImageSet(String id, List<ImageEntry> entries, List<String> notes) {

  public ImageSet {
    entries = List.copyOf(entries);
    notes = List.copyOf(notes);
    Set<String> names = new HashSet<>();
    for (ImageEntry entry : entries) {
      if (!names.add(entry.name())) {
        throw new IllegalArgumentException(
            "data set %s: two images are named %s".formatted(id, entry.name()));
      }
    }
  }

  /**
   * SHA-256 over names and digests in order, low-resolution partners included: equal digests are
   * equal pixels in equal order.
   */
  public String digest() {
    return Digest.of(entries.stream().map(ImageSet::line).collect(Collectors.joining()));
  }

  /**
   * SHA-256 over names, sizes and times of the files in order, none of which is read: equal as long
   * as nobody touches them. Images that are no files go by their digest.
   *
   * @throws UncheckedIOException if a file is no longer there
   */
  public String listing() {
    return Digest.of(entries.stream().map(ImageSet::listed).collect(Collectors.joining()));
  }

  private static String listed(ImageEntry entry) {
    String state =
        entry
            .file()
            .map(
                file -> {
                  try {
                    BasicFileAttributes found =
                        Files.readAttributes(file, BasicFileAttributes.class);
                    return "%d %s".formatted(found.size(), found.lastModifiedTime());
                  } catch (IOException e) {
                    throw new UncheckedIOException(e);
                  }
                })
            .orElseGet(entry::sha256);
    return entry.name() + '\0' + state + '\n';
  }

  private static String line(ImageEntry entry) {
    StringBuilder line = new StringBuilder(entry.name()).append('\0').append(entry.sha256());
    entry
        .lowResolutions()
        .forEach((scale, low) -> line.append("\0x" + scale + "\0" + low.sha256()));
    return line.append('\n').toString();
  }

  /** Each image's square crop of {@code size} pixels around its focus. */
  public ImageSet crops(int size) {
    if (size < 1) {
      throw new IllegalArgumentException("a crop has at least 1 pixel, got " + size);
    }
    return new ImageSet(
        id + "@" + size, entries.stream().map(entry -> entry.crop(size)).toList(), notes);
  }

  /** The first {@code count} images, or all if there are fewer. */
  public ImageSet first(int count) {
    return new ImageSet(id, entries.subList(0, Math.min(count, entries.size())), notes);
  }
}
