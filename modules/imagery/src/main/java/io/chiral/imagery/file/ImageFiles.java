package io.chiral.imagery.file;

import io.chiral.imagery.Image;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.FileImageInputStream;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * Images in and out of files: PNG, JPEG, BMP, TIFF, WebP and GIF in; PNG out.
 *
 * <p>What is read is the <em>stored samples</em>, as OpenCV gives them to published
 * super-resolution pipelines: EXIF orientation is applied; embedded colour profiles and gamma
 * chunks are not; alpha is dropped, the colour below it kept; grey becomes three equal channels. 8
 * and 16 bits a sample are scaled to [0, 1] without rounding. A CMYK JPEG becomes RGB by its
 * profile or a common one; other CMYK and floating-point files are refused.
 */
public final class ImageFiles {
  /** Larger pictures are refused before they are decoded: a small file can name a huge size. */
  static final long MAX_PIXELS = 100_000_000;

  private ImageFiles() {}

  /**
   * Reads one image, always with three channels.
   *
   * @throws UnreadableImageException if it is no readable image
   * @throws IOException if the file cannot be read at all
   */
  public static Image read(Path file) throws IOException {
    return decode(Files.readAllBytes(file), file.toString());
  }

  /** Reads the content of a file; {@code name} is for the message of a failure. */
  public static Image decode(byte[] content, String name) throws UnreadableImageException {
    return open(
        new MemoryCacheImageInputStream(new ByteArrayInputStream(content)),
        name,
        reader -> Upright.turned(Samples.of(whole(reader, name), name), reader));
  }

  /**
   * All of the picture. Of a JPEG that ends early the decoder makes up the rest, in grey, and only
   * warns; scores of that would be of nothing that anyone sent.
   */
  private static BufferedImage whole(ImageReader reader, String name) throws IOException {
    List<String> warnings = new ArrayList<>();
    reader.addIIOReadWarningListener((source, warning) -> warnings.add(warning));
    BufferedImage picture = reader.read(0);
    for (String warning : warnings) {
      if (warning.contains("Premature end") || warning.contains("premature end")) {
        throw new UnreadableImageException(
            name, "it ends early or is damaged (%s); get it again".formatted(warning));
      }
    }
    return picture;
  }

  /**
   * A file's format and size, without decoding it: what follows may still be damaged.
   *
   * @throws UnreadableImageException if it is no image of a known format, or too large
   * @throws IOException if the file cannot be read at all
   */
  public static ImageHeader header(Path file) throws IOException {
    return open(
        new FileImageInputStream(file.toFile()),
        file.toString(),
        reader ->
            new ImageHeader(
                reader.getFormatName().toLowerCase(Locale.ROOT),
                reader.getWidth(0),
                reader.getHeight(0),
                samples(reader)));
  }

  private static String samples(ImageReader reader) throws IOException {
    ImageTypeSpecifier type = reader.getRawImageType(0);
    Iterator<ImageTypeSpecifier> types = reader.getImageTypes(0);
    if (type == null && types != null && types.hasNext()) {
      type = types.next();
    }
    return type == null ? "" : Samples.describe(type.getColorModel());
  }

  /** What is asked of an opened file. */
  @FunctionalInterface
  private interface Question<T> {
    T ask(ImageReader reader) throws IOException;
  }

  private static <T> T open(ImageInputStream content, String name, Question<T> question)
      throws UnreadableImageException {
    try (ImageInputStream stream = content) {
      Iterator<ImageReader> readers = ImageIO.getImageReaders(stream);
      if (!readers.hasNext()) {
        throw new UnreadableImageException(
            name, "not an image of a known format (PNG, JPEG, BMP, TIFF, WebP, GIF)");
      }
      ImageReader reader = readers.next();
      try {
        reader.setInput(stream, true, false);
        requireSaneSize(reader, name);
        return question.ask(reader);
      } finally {
        reader.dispose();
      }
    } catch (UnreadableImageException e) {
      throw e;
    } catch (IOException | RuntimeException e) {
      // Decoders answer a damaged file with whatever exception its bytes lead to.
      throw new UnreadableImageException(name, "damaged or unsupported (" + e + ")", e);
    }
  }

  private static void requireSaneSize(ImageReader reader, String name) throws IOException {
    long pixels = (long) reader.getWidth(0) * reader.getHeight(0);
    if (pixels > MAX_PIXELS) {
      throw new UnreadableImageException(
          name, "%d pixels, more than the %d allowed".formatted(pixels, MAX_PIXELS));
    }
  }

  /** The image as the content of an 8-bit PNG file, clamped and rounded. */
  public static byte[] encodePng(Image image) {
    return encode(image, "png", null);
  }

  /**
   * The image as the content of a baseline JPEG file, by the platform's encoder with its own tables
   * and chroma subsampling.
   *
   * @param quality from 0, coarse, to 1
   */
  public static byte[] encodeJpeg(Image image, double quality) {
    return encode(image, "jpeg", (float) quality);
  }

  private static byte[] encode(Image image, String format, @Nullable Float quality) {
    ImageWriter writer = ImageIO.getImageWritersByFormatName(format).next();
    var out = new ByteArrayOutputStream();
    try (var stream = new MemoryCacheImageOutputStream(out)) {
      ImageWriteParam settings = writer.getDefaultWriteParam();
      if (quality != null) {
        settings.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
        settings.setCompressionQuality(quality);
      }
      writer.setOutput(stream);
      writer.write(null, new IIOImage(Samples.toBuffered(image), null, null), settings);
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory", e);
    } finally {
      writer.dispose();
    }
    return out.toByteArray();
  }

  /**
   * Writes an 8-bit PNG, clamped and rounded. The file appears whole or not at all: it is written
   * beside its place and moved.
   */
  public static void writePng(Image image, Path file) throws IOException {
    Path parent = file.toAbsolutePath().getParent();
    Path temporary = Files.createTempFile(parent, ".png-", ".part");
    try {
      Files.write(temporary, encodePng(image));
      Files.move(
          temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(temporary);
    }
  }

  /** The 8-bit picture for AWT's writers, which want one. */
  public static BufferedImage toBuffered(Image image) {
    return Samples.toBuffered(image);
  }

  /** The samples of an 8- or 16-bit AWT picture, as {@link #read} gives them. */
  public static Image fromBuffered(BufferedImage picture) throws UnreadableImageException {
    return Samples.of(picture, "picture");
  }
}
