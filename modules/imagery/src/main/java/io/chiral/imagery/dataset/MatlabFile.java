package io.chiral.imagery.dataset;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;
import us.hebi.matlab.mat.format.Mat5;
import us.hebi.matlab.mat.types.Array;
import us.hebi.matlab.mat.types.Cell;
import us.hebi.matlab.mat.types.Char;
import us.hebi.matlab.mat.types.MatFile;
import us.hebi.matlab.mat.types.Matrix;

/** Vectors of a MATLAB 5 file ({@code .mat}), by name of variable. */
final class MatlabFile {
  private final Path file;
  private final MatFile content;

  private MatlabFile(Path file, MatFile content) {
    this.file = file;
    this.content = content;
  }

  /**
   * @throws LabelTableException if it is no MATLAB 5 file (one saved with {@code -v7.3} is HDF5)
   */
  static MatlabFile read(Path file) throws IOException {
    try {
      return new MatlabFile(file, Mat5.readFromFile(file.toFile()));
    } catch (IOException | RuntimeException e) {
      // The reader answers a damaged file with whatever exception its bytes lead to.
      throw new LabelTableException(
          file, "no readable MATLAB 5 file (%s); save it again with -v7".formatted(e));
    }
  }

  Path file() {
    return file;
  }

  /** A vector of numbers. */
  double[] numbers(String name) throws LabelTableException {
    if (!(array(name) instanceof Matrix matrix)) {
      throw new LabelTableException(file, "%s is no array of numbers".formatted(name));
    }
    double[] numbers = new double[matrix.getNumElements()];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = matrix.getDouble(i);
    }
    return numbers;
  }

  /** A cell vector of texts. */
  List<String> texts(String name) throws LabelTableException {
    if (!(array(name) instanceof Cell cells)) {
      throw new LabelTableException(file, "%s is no cell array of texts".formatted(name));
    }
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < cells.getNumElements(); i++) {
      Array each = cells.get(i);
      if (!(each instanceof Char text)) {
        throw new LabelTableException(file, "%s{%d} is no text".formatted(name, i + 1));
      }
      texts.add(text.getString());
    }
    return texts;
  }

  private Array array(String name) throws LabelTableException {
    List<String> names =
        StreamSupport.stream(content.getEntries().spliterator(), false)
            .map(MatFile.Entry::getName)
            .toList();
    if (!names.contains(name)) {
      throw new LabelTableException(file, "no variable %s; it has %s".formatted(name, names));
    }
    return content.getArray(name);
  }
}
