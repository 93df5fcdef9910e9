package io.chiral.imagery.dataset;

import io.chiral.imagery.dataset.Labels.Orientation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * TID2013 (Ponomarenko et al. 2015) and TID2008: {@code distorted_images/i01_01_1.bmp}, {@code
 * reference_images/I01.BMP}, {@code mos_with_names.txt} with a score and a name a line, no header.
 * The score runs from 0 to 9 and higher is better. Letter case differs from file to file. 25
 * contents, 24 types (17 in TID2008), 5 levels (4); the references of the first 24 contents are
 * crops of Kodak's photographs.
 */
final class Tid implements OpinionLayout {
  private static final String FILE = "mos_with_names.txt";
  private static final Pattern LINE =
      Pattern.compile("(\\S+)\\s+((?<content>[iI]\\d\\d)_(?<type>\\d\\d)_(?<level>\\d)\\.\\w+)");

  @Override
  public String kind() {
    return "tid2013";
  }

  @Override
  public boolean recognises(Path folder) {
    return Files.isRegularFile(folder.resolve(FILE))
        && Files.isDirectory(folder.resolve("distorted_images"));
  }

  @Override
  public int published() {
    return 3_000;
  }

  @Override
  public Labels labels(Path folder) throws IOException {
    Path file = folder.resolve(FILE);
    List<String> lines = Files.readAllLines(file);
    List<Label> labels = new ArrayList<>();
    for (int i = 0; i < lines.size(); i++) {
      if (!lines.get(i).isBlank()) {
        labels.add(label(file, i + 1, lines.get(i).strip()));
      }
    }
    return new Labels(file, Orientation.HIGHER_IS_BETTER, labels, List.of());
  }

  private static Label label(Path file, int line, String text) throws LabelTableException {
    Matcher cells = LINE.matcher(text);
    if (!cells.matches()) {
      throw new LabelTableException(
          file, line, "'%s' is not a score and a name such as i01_01_1.bmp".formatted(text));
    }
    LabelRow row = new LabelRow(file, line, Map.of("mos", cells.group(1)));
    return Label.of(
            row,
            "distorted_images/" + cells.group(2),
            "reference_images/" + cells.group("content") + ".bmp",
            row.number("mos"))
        .ofType(cells.group("type"), Integer.valueOf(cells.group("level")));
  }
}
