package io.chiral.imagery.dataset;

import io.chiral.imagery.dataset.Labels.Orientation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * AVT's still images of compressed and rescaled videos (Göring, Rao, Feiten, Raake 2023, doi
 * 10.1007/s41233-023-00055-6) as equal-size crops, images alone: {@code images/} and {@code
 * index_with_images.csv} with {@code file,source,…,mos}; 1 to 5, higher is better. Content is the
 * source video.
 */
final class AvtImageQuality implements OpinionLayout {
  private static final String FILE = "index_with_images.csv";

  @Override
  public String kind() {
    return "avt-image-quality";
  }

  @Override
  public boolean recognises(Path folder) {
    return Files.isRegularFile(folder.resolve(FILE)) && Files.isDirectory(folder.resolve("images"));
  }

  @Override
  public int published() {
    return 0;
  }

  @Override
  public Labels labels(Path folder) throws IOException {
    TableFile table = TableFile.csv(folder.resolve(FILE)).requireColumns("file", "source", "mos");
    List<Label> labels = new ArrayList<>();
    for (LabelRow row : table.rows()) {
      labels.add(
          new Label(
              row,
              "images/" + row.text("file"),
              null,
              row.text("source"),
              null,
              null,
              row.number("mos"),
              Collections.emptySortedMap()));
    }
    return new Labels(table.file(), Orientation.HIGHER_IS_BETTER, labels, List.of());
  }
}
