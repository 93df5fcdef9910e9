package io.chiral.imagery.dataset;

import io.chiral.imagery.file.ImageFiles;
import io.chiral.imagery.texture.DeadLeaves;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import javax.imageio.ImageIO;

/** Small image files for made-up data sets. */
final class Tiny {
  private Tiny() {}

  /** 16×16 pixels that depend on the name, in the format of the extension. */
  static void image(Path file) throws IOException {
    image(file, 16, 16);
  }

  static void image(Path file, int width, int height) throws IOException {
    String name = Objects.requireNonNull(file.getFileName()).toString();
    Files.createDirectories(Objects.requireNonNull(file.getParent()));
    var picture = ImageFiles.toBuffered(DeadLeaves.render(width, height, name.hashCode()));
    String format = name.substring(name.lastIndexOf('.') + 1).toLowerCase(java.util.Locale.ROOT);
    if (!ImageIO.write(picture, format, file.toFile())) {
      throw new IOException("no writer for " + file);
    }
  }
}
