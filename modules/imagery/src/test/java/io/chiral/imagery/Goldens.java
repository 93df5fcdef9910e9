package io.chiral.imagery;

import io.chiral.imagery.file.ImageFiles;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Collectors;
import org.assertj.core.data.Offset;

/** The values of {@code tools/golden_imagery.py}, and the photographs they belong to. */
public final class Goldens {
  /** Images hold samples in single precision, the script in double. */
  public static final Offset<Double> FLOAT_SAMPLES = Offset.offset(1e-6);

  private final Map<String, Double> values;

  private Goldens(Map<String, Double> values) {
    this.values = values;
  }

  public static Goldens load() throws IOException {
    String text = new String(resource("/imagery-golden.csv"), StandardCharsets.UTF_8);
    return new Goldens(
        text.lines()
            .skip(1)
            .map(line -> line.split(",", 2))
            .collect(Collectors.toMap(cell -> cell[0], cell -> Double.valueOf(cell[1]))));
  }

  public double get(String name) {
    Double value = values.get(name);
    if (value == null) {
      throw new IllegalArgumentException("no golden value " + name);
    }
    return value;
  }

  /** One of the module's photographs, whole. */
  public static Image photograph(String name) throws IOException {
    return ImageFiles.decode(resource("/photographs/" + name), name);
  }

  private static byte[] resource(String name) throws IOException {
    try (InputStream in = Goldens.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IOException("no resource " + name);
      }
      return in.readAllBytes();
    }
  }
}
