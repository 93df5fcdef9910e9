package io.chiral.imagery.dataset;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import io.chiral.imagery.Image;
import io.chiral.imagery.file.ImageFiles;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The CC0 photographs shipped with the program; {@code photographs/PROVENANCE.md} says where each
 * comes from.
 */
final class Photographs {
  private Photographs() {}

  /** A line of {@code photographs.csv}: a file, its part, the window used of it, and its focus. */
  @JsonPropertyOrder({"file", "split", "x", "y", "width", "height", "focusX", "focusY"})
  record Line(
      String file,
      String split,
      @Nullable Integer x,
      @Nullable Integer y,
      @Nullable Integer width,
      @Nullable Integer height,
      @Nullable Integer focusX,
      @Nullable Integer focusY) {

    String name() {
      return file.substring(file.indexOf('/') + 1, file.lastIndexOf('.'));
    }

    Image windowOf(Image image) {
      return x == null || y == null || width == null || height == null
          ? image
          : image.crop(x, y, width, height);
    }

    String window() {
      return x == null ? "" : " window %d,%d,%d,%d".formatted(x, y, width, height);
    }
  }

  static ImageSet set(String split) {
    List<ImageEntry> entries =
        lines().stream()
            .filter(line -> line.split().equals(split))
            .map(Photographs::entry)
            .toList();
    return new ImageSet("cc0-photographs/" + split, entries, List.of());
  }

  private static List<Line> lines() {
    CsvMapper csv = new CsvMapper();
    CsvSchema schema = csv.schemaFor(Line.class).withHeader();
    try (var lines =
        csv.readerFor(Line.class).with(schema).<Line>readValues(bytes("photographs.csv"))) {
      return lines.readAll();
    } catch (IOException e) {
      throw new UncheckedIOException("photographs.csv of this program", e);
    }
  }

  private static ImageEntry entry(Line line) {
    String file = Digest.of(bytes(line.file()));
    String digest = line.window().isEmpty() ? file : Digest.of(file + line.window());
    return new ImageEntry(
        line.name(),
        line.name(),
        digest,
        line.focusX() == null ? ImageEntry.CENTRE : line.focusX(),
        line.focusY() == null ? ImageEntry.CENTRE : line.focusY(),
        () -> load(line));
  }

  private static Image load(Line line) {
    try {
      return line.windowOf(ImageFiles.decode(bytes(line.file()), line.file()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] bytes(String file) {
    try (InputStream in = Photographs.class.getResourceAsStream("/photographs/" + file)) {
      if (in == null) {
        throw new FileNotFoundException("resource photographs/" + file);
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
