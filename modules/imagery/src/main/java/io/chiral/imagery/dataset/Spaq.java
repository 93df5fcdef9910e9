package io.chiral.imagery.dataset;

import io.chiral.imagery.dataset.Labels.Orientation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * SPAQ (Fang et al., CVPR 2020), images alone: {@code TestImage/00001.jpg} and {@code
 * Annotations/MOS and Image attribute scores.xlsx} with {@code Image name} and {@code MOS}, 0 to
 * 100, higher is better. 11,125 photographs of telephones, large: publications reduce the shorter
 * side to 448 or 512.
 */
final class Spaq implements OpinionLayout {
  private static final String FILE = "MOS and Image attribute scores.xlsx";

  @Override
  public String kind() {
    return "spaq";
  }

  @Override
  public boolean recognises(Path folder) {
    return Files.isDirectory(folder.resolve("TestImage")) && Files.isRegularFile(file(folder));
  }

  private static Path file(Path folder) {
    Path inside = folder.resolve("Annotations").resolve(FILE);
    return Files.isRegularFile(inside) ? inside : folder.resolve(FILE);
  }

  @Override
  public int published() {
    return 11_125;
  }

  @Override
  public Labels labels(Path folder) throws IOException {
    Path file = file(folder);
    List<Label> labels = new ArrayList<>();
    for (LabelRow row : TableFile.xlsx(file, null, List.of("Image name", "MOS")).rows()) {
      labels.add(Label.of(row, "TestImage/" + row.text("Image name"), null, row.number("MOS")));
    }
    return new Labels(file, Orientation.HIGHER_IS_BETTER, labels, List.of());
  }
}
