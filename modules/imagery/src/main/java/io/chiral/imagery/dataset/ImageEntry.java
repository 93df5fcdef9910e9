package io.chiral.imagery.dataset;

import io.chiral.imagery.Image;
import io.chiral.imagery.file.ImageFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * One image of a set, decoded or made anew at each {@link #load()}; whoever needs it twice keeps
 * it. Files are not read before something of them is asked for. Any thread may ask.
 */
public final class ImageEntry {
  /** In place of a focus: the middle of the image. */
  static final int CENTRE = -1;

  private final String name;
  private final String content;
  private final Supplier<String> sha256;
  private final int focusX;
  private final int focusY;
  private final Supplier<Image> source;
  private final @Nullable Path file;
  private final SortedMap<Integer, ImageEntry> lowResolutions;

  private ImageEntry(
      String name,
      String content,
      Supplier<String> sha256,
      int focusX,
      int focusY,
      Supplier<Image> source,
      @Nullable Path file,
      SortedMap<Integer, ImageEntry> lowResolutions) {
    this.name = name;
    this.content = content;
    this.sha256 = sha256;
    this.focusX = focusX;
    this.focusY = focusY;
    this.source = source;
    this.file = file;
    this.lowResolutions = lowResolutions;
  }

  /**
   * An image that is no file.
   *
   * @param sha256 of the full description
   * @param focusX the point of interest, where crops are centred
   */
  ImageEntry(
      String name, String content, String sha256, int focusX, int focusY, Supplier<Image> source) {
    this(name, content, () -> sha256, focusX, focusY, source, null, Collections.emptySortedMap());
  }

  /** The image of a file, a content of its own. */
  static ImageEntry ofFile(Path file, String name) {
    return new ImageEntry(
        name,
        name,
        new Once<>(() -> digest(file)),
        CENTRE,
        CENTRE,
        () -> read(file),
        file,
        Collections.emptySortedMap());
  }

  private static String digest(Path file) {
    try {
      return Digest.of(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Image read(Path file) {
    try {
      return ImageFiles.read(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Unique in its set, for events and tiles. */
  public String name() {
    return name;
  }

  /** The photograph it shows: entries of one content are one cluster in statistics. */
  public String content() {
    return content;
  }

  /**
   * SHA-256 of the file's bytes, or of the full description of a derived or procedural image;
   * computed when first asked for.
   *
   * @throws UncheckedIOException if its file can no longer be read
   */
  public String sha256() {
    return sha256.get();
  }

  /** The file that it is; empty: it is derived or procedural. */
  public Optional<Path> file() {
    return Optional.ofNullable(file);
  }

  /** Low-resolution partners that came with the set, by scale. */
  public SortedMap<Integer, ImageEntry> lowResolutions() {
    return Collections.unmodifiableSortedMap(lowResolutions);
  }

  /**
   * The image, always with three channels.
   *
   * @throws UncheckedIOException if its file can no longer be read
   */
  public Image load() {
    return source.get();
  }

  /** The same entry with low-resolution partners. */
  ImageEntry with(Map<Integer, ImageEntry> partners) {
    return new ImageEntry(
        name, content, sha256, focusX, focusY, source, file, new TreeMap<>(partners));
  }

  /**
   * The square crop of {@code size} pixels around the focus, moved inside the image where it would
   * leave it; without low-resolution partners.
   *
   * @throws IllegalArgumentException at loading, if the image is smaller than {@code size}
   */
  public ImageEntry crop(int size) {
    return derived(
        name, "crop %d around %d,%d".formatted(size, focusX, focusY), image -> crop(image, size));
  }

  /** The same entry, which decodes its image once and keeps it while memory allows. */
  public ImageEntry kept() {
    return new ImageEntry(
        name, content, sha256, focusX, focusY, new Kept(source), file, lowResolutions);
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
        new Once<>(() -> Digest.of(sha256() + " " + description)),
        CENTRE,
        CENTRE,
        () -> change.apply(load()),
        null,
        Collections.emptySortedMap());
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

  @Override
  public String toString() {
    return "ImageEntry[%s]".formatted(name);
  }
}
