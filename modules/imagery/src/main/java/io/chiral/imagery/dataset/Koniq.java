package io.chiral.imagery.dataset;

import io.chiral.imagery.dataset.Labels.Orientation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * KonIQ-10k (Hosu et al. 2020), images alone: {@code 1024x768/*.jpg} (kind {@code koniq10k}) or
 * {@code 512x384/*.jpg} (kind {@code koniq10k-512}).
 *
 * <p>Of {@code koniq10k_scores_and_distributions.csv} the column {@code MOS_zscore} is read (0 to
 * 100), which most publications use, not {@code MOS} (1 to 5); of {@code
 * koniq10k_distributions_sets.csv} the column {@code set} becomes the split {@code official}, and
 * its {@code MOS} (0 to 100) is read where the other file is absent. Higher is better.
 */
record Koniq(String kind, String images) implements OpinionLayout {
  static final Koniq FULL = new Koniq("koniq10k", "1024x768");
  static final Koniq HALF = new Koniq("koniq10k-512", "512x384");

  private static final String SCORES = "koniq10k_scores_and_distributions.csv";
  private static final String SETS = "koniq10k_distributions_sets.csv";
  private static final String NAME = "image_name";

  @Override
  public boolean recognises(Path folder) {
    return Files.isDirectory(folder.resolve(images))
        && (Files.isRegularFile(folder.resolve(SCORES))
            || Files.isRegularFile(folder.resolve(SETS)));
  }

  @Override
  public int published() {
    return 10_073;
  }

  @Override
  public Labels labels(Path folder) throws IOException {
    Map<String, Part> parts = parts(folder.resolve(SETS));
    boolean standard = Files.isRegularFile(folder.resolve(SCORES));
    String column = standard ? "MOS_zscore" : "MOS";
    TableFile table =
        TableFile.csv(folder.resolve(standard ? SCORES : SETS)).requireColumns(NAME, column);
    List<Label> labels = new ArrayList<>();
    for (LabelRow row : table.rows()) {
      String name = row.text(NAME);
      Part part = parts.get(name);
      SortedMap<String, Part> splits =
          part == null ? Collections.emptySortedMap() : new TreeMap<>(Map.of("official", part));
      String image = images + "/" + name;
      labels.add(new Label(row, image, null, null, null, null, row.number(column), splits));
    }
    return new Labels(
        table.file(), Orientation.HIGHER_IS_BETTER, labels, List.of(column + ", " + images));
  }

  private static Map<String, Part> parts(Path file) throws IOException {
    Map<String, Part> parts = new HashMap<>();
    if (Files.isRegularFile(file)) {
      for (LabelRow row : TableFile.csv(file).requireColumns(NAME, "set").rows()) {
        parts.put(row.text(NAME), row.part("set"));
      }
    }
    return parts;
  }
}
