package io.chiral.imagery.dataset;

import io.chiral.imagery.file.ImageFiles;
import io.chiral.imagery.file.UnreadableImageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/** Finds a label table's images under one folder, and decodes each once to know that it can be. */
final class ImageLookup {
  private final Path folder;
  private final Map<String, Path> byLowerCase = new HashMap<>();
  private final Map<String, ImageEntry> found = new HashMap<>();

  ImageLookup(Path folder) throws IOException {
    this.folder = folder.toAbsolutePath().normalize();
    try (Stream<Path> files = Files.walk(this.folder)) {
      files
          .filter(Files::isRegularFile)
          .sorted()
          .forEach(file -> byLowerCase.putIfAbsent(key(this.folder.relativize(file)), file));
    }
  }

  private static String key(Path relative) {
    return relative.toString().replace('\\', '/').toLowerCase(Locale.ROOT);
  }

  ImageEntry find(LabelRow row, String name) throws LabelTableException {
    ImageEntry known = found.get(name);
    if (known == null) {
      known = open(row, name);
      found.put(name, known);
    }
    return known;
  }

  private ImageEntry open(LabelRow row, String name) throws LabelTableException {
    Path exact = folder.resolve(name).normalize();
    if (!exact.startsWith(folder)) {
      throw row.wrong("'%s' leads out of the folder of images".formatted(name));
    }
    Path file = Files.isRegularFile(exact) ? exact : byLowerCase.get(key(Path.of(name)));
    if (file == null) {
      throw row.wrong("no image '%s' in %s".formatted(name, folder));
    }
    try {
      byte[] content = Files.readAllBytes(file);
      ImageFiles.decode(content, name);
      return ImageEntry.ofFile(file, content, folder.relativize(file).toString());
    } catch (UnreadableImageException e) {
      throw row.wrong(String.valueOf(e.getMessage()));
    } catch (IOException e) {
      throw row.wrong("cannot read '%s' (%s)".formatted(name, e));
    }
  }
}
