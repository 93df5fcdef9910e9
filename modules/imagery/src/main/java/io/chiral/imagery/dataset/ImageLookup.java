package io.chiral.imagery.dataset;

import io.chiral.imagery.file.ImageFiles;
import io.chiral.imagery.file.UnreadableImageException;
import java.io.IOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Finds a label file's images under one folder, whatever the letter case, and looks at each one's
 * header to know that it is an image. Decoding all is for {@code chiral data check}.
 */
final class ImageLookup {
  private final Path folder;
  private final Map<String, Path> byLowerCase = new HashMap<>();
  private final Map<String, ImageEntry> found = new HashMap<>();

  ImageLookup(Path folder) throws IOException {
    this.folder = folder.toAbsolutePath().normalize();
    if (!Files.isDirectory(this.folder)) {
      throw new IOException("%s: no such folder of images".formatted(folder));
    }
    try (Stream<Path> files = Files.walk(this.folder, FileVisitOption.FOLLOW_LINKS)) {
      files
          .filter(Files::isRegularFile)
          .sorted()
          .forEach(file -> byLowerCase.putIfAbsent(key(this.folder.relativize(file)), file));
    }
  }

  private static String key(Path relative) {
    return relative.toString().replace('\\', '/').toLowerCase(Locale.ROOT);
  }

  /**
   * The image of that name.
   *
   * @throws MissingImageException if there is none
   * @throws LabelTableException if the name leads out of the folder or the file is no image
   */
  ImageEntry find(LabelRow row, String name) throws LabelTableException, MissingImageException {
    ImageEntry known = found.get(name);
    if (known == null) {
      known = open(row, name);
      found.put(name, known);
    }
    return known;
  }

  private ImageEntry open(LabelRow row, String name)
      throws LabelTableException, MissingImageException {
    Path exact = folder.resolve(name).normalize();
    if (!exact.startsWith(folder)) {
      throw row.wrong("'%s' leads out of the folder of images".formatted(name));
    }
    Path file = byLowerCase.get(key(Path.of(name)));
    if (file == null) {
      throw new MissingImageException("no image '%s' in %s".formatted(name, folder));
    }
    try {
      Path found = Files.isRegularFile(exact) ? exact : file;
      ImageFiles.header(found);
      return ImageEntry.ofFile(found, folder.relativize(found).toString().replace('\\', '/'));
    } catch (UnreadableImageException e) {
      throw row.wrong(String.valueOf(e.getMessage()));
    } catch (IOException e) {
      throw row.wrong("cannot read '%s' (%s)".formatted(name, e));
    }
  }

  /** A name without a file; others may be missing, too. */
  static final class MissingImageException extends Exception {
    private static final long serialVersionUID = 1;

    MissingImageException(String message) {
      super(message);
    }
  }
}
