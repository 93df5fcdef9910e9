package io.chiral.imagery.dataset;

import io.chiral.imagery.dataset.Labels.Orientation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * KADID-10k (Lin, Hosu, Saupe, QoMEX 2019): {@code images/} with references and distorted images,
 * {@code dmos.csv} with {@code dist_img,ref_img,dmos,var}. The score runs from 1 to 5 and higher is
 * better, despite its column's name. 81 contents, 25 types, 5 levels.
 */
final class Kadid implements OpinionLayout {
  private static final Pattern NAME = Pattern.compile("I\\d+_(\\d+)_(\\d+)\\.\\w+");

  @Override
  public String kind() {
    return "kadid10k";
  }

  @Override
  public boolean recognises(Path folder) {
    return Files.isRegularFile(folder.resolve("dmos.csv"))
        && Files.isDirectory(folder.resolve("images"));
  }

  @Override
  public int published() {
    return 10_125;
  }

  @Override
  public Labels labels(Path folder) throws IOException {
    TableFile table =
        TableFile.csv(folder.resolve("dmos.csv")).requireColumns("dist_img", "ref_img", "dmos");
    List<Label> labels = new ArrayList<>();
    for (LabelRow row : table.rows()) {
      String image = row.text("dist_img");
      String reference = "images/" + row.text("ref_img");
      Label label = Label.of(row, "images/" + image, reference, row.number("dmos"));
      Matcher name = NAME.matcher(image);
      labels.add(
          name.matches() ? label.ofType(name.group(1), Integer.valueOf(name.group(2))) : label);
    }
    return new Labels(table.file(), Orientation.HIGHER_IS_BETTER, labels, List.of());
  }
}
