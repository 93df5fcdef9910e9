package io.chiral.imagery.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The images of a folder, by name, and what was skipped because it cannot be read.
 *
 * @param images readable files, ordered by file name
 * @param skipped one line a file that looks like an image and is none: its name and why
 */
public record ImageFolder(Path folder, List<Path> images, List<String> skipped) {
  /** Up to so many files are decoded when a folder is opened; of more, only headers are read. */
  public static final int DECODED = 500;

  private static final Set<String> EXTENSIONS =
      Set.of("png", "jpg", "jpeg", "bmp", "tif", "tiff", "webp", "gif");

  public ImageFolder {
    images = List.copyOf(images);
    skipped = List.copyOf(skipped);
  }

  /**
   * Looks at the files directly in {@code folder} whose extension is that of an image format, and
   * decodes each once to know that it can be; where there are more than {@value #DECODED}, only
   * their headers are read.
   *
   * @throws IOException if the folder is missing, is none, or holds no readable image
   */
  public static ImageFolder open(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      throw new IOException(
          "%s: %s; give a folder of images"
              .formatted(folder, Files.exists(folder) ? "not a folder" : "no such folder"));
    }
    List<Path> images = new ArrayList<>();
    List<String> skipped = new ArrayList<>();
    List<Path> candidates = candidates(folder);
    for (Path file : candidates) {
      try {
        if (candidates.size() > DECODED) {
          ImageFiles.header(file);
        } else {
          ImageFiles.read(file);
        }
        images.add(file);
      } catch (UnreadableImageException e) {
        skipped.add(String.valueOf(e.getMessage()));
      }
    }
    if (images.isEmpty()) {
      throw new IOException(
          "%s: no readable image%s"
              .formatted(folder, skipped.isEmpty() ? "" : "; tried " + String.join("; ", skipped)));
    }
    return new ImageFolder(folder, images, skipped);
  }

  /** The files directly in a folder that look like images, by name; none of them is opened. */
  public static List<Path> candidates(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(ImageFolder::looksLikeImage)
          .sorted(Comparator.comparing(file -> file.getFileName().toString()))
          .toList();
    }
  }

  /** Whether it is a file whose extension is that of an image format. */
  public static boolean looksLikeImage(Path file) {
    return Files.isRegularFile(file) && EXTENSIONS.contains(extension(file));
  }

  private static String extension(Path file) {
    String name = file.getFileName().toString();
    return name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
  }
}
