package io.chiral.imagery.dataset;

import io.chiral.imagery.Image;
import io.chiral.imagery.file.ImageFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * One image of a set, decoded or made anew at each {@link #load()}; whoever needs it twice keeps
 * it.
 *
 * @param name unique in its set, for events and tiles
 * @param content the photograph it shows: entries of one content are one cluster in statistics
 * @param sha256 of the file's bytes, or of the full description of a derived or procedural image
 * @param focusX the point of interest, where crops are centred
 */
public record ImageEntry(
    String name, String content, String sha256, int focusX, int focusY, Supplier<Image> source) {

  /** In place of a focus: the middle of the image. */
  static final int CENTRE = -1;

  /**
   * The image, always with three channels.
   *
   * @throws UncheckedIOException if its file can no longer be read
   */
  public Image load() {
    return source.get();
  }

  static ImageEntry ofFile(Path file, byte[] content, String name) {
    return new ImageEntry(name, name, Digest.of(content), CENTRE, CENTRE, () -> read(file));
  }

  private static Image read(Path file) {
    try {
      return ImageFiles.read(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * The square crop of {@code size} pixels around the focus, moved inside the image where it would
   * leave it.
   *
   * @throws IllegalArgumentException at loading, if the image is smaller than {@code size}
   */
  public ImageEntry crop(int size) {
    return derived(
        name, "crop %d around %d,%d".formatted(size, focusX, focusY), image -> crop(image, size));
  }

  /** The same entry, which decodes its image once and keeps it while memory allows. */
  public ImageEntry kept() {
    return new ImageEntry(name, content, sha256, focusX, focusY, new Kept(source));
  }

  /**
   * What {@code change} makes of this image at loading, of the same content.
   *
   * @param description all that {@code change} depends on, for the digest
   */
  public ImageEntry derived(String newName, String description, UnaryOperator<Image> change) {
    return new ImageEntry(
        newName,
        content,
        Digest.of(sha256 + " " + description),
        CENTRE,
        CENTRE,
        () -> change.apply(load()));
  }

  private Image crop(Image image, int size) {
    if (image.width() < size || image.height() < size) {
      throw new IllegalArgumentException(
          "%s: %s is smaller than the crop of %d pixels".formatted(name, image, size));
    }
    int x = corner(focusX, image.width(), size);
    int y = corner(focusY, image.height(), size);
    return image.crop(x, y, size, size);
  }

  private static int corner(int focus, int length, int size) {
    int middle = focus == CENTRE ? length / 2 : focus;
    return Math.min(Math.max(middle - size / 2, 0), length - size);
  }
}
