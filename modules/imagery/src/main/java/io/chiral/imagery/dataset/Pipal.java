package io.chiral.imagery.dataset;

import io.chiral.imagery.dataset.Labels.Orientation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * PIPAL's training part (Gu et al., ECCV 2020): {@code Train_Ref/A0001.bmp}, distorted images in
 * any folders below, {@code Train_Label/A0001.txt} with {@code A0001_00_00.bmp,1520.0648} a line.
 * The repository's layout {@code Reference_train}, {@code MOS_Scores_train} is read too. Scores are
 * Elo ratings, higher is better. 200 contents, 116 images each.
 */
final class Pipal implements OpinionLayout {
  private static final List<String> LABELS = List.of("Train_Label", "MOS_Scores_train");
  private static final List<String> REFERENCES = List.of("Train_Ref", "Reference_train");

  private static final Pattern TYPE = Pattern.compile("[^_]+_(\\d+)_.*");

  @Override
  public String kind() {
    return "pipal";
  }

  @Override
  public boolean recognises(Path folder) {
    return first(folder, LABELS) != null && first(folder, REFERENCES) != null;
  }

  @Override
  public int published() {
    return 23_200;
  }

  @Override
  public Labels labels(Path folder) throws IOException {
    Path labelFolder = required(folder, LABELS);
    String references = required(folder, REFERENCES).getFileName().toString();
    Map<String, String> places = places(folder);
    List<Label> labels = new ArrayList<>();
    for (Path file : textFiles(labelFolder)) {
      List<String> lines = Files.readAllLines(file);
      for (int i = 0; i < lines.size(); i++) {
        if (!lines.get(i).isBlank()) {
          labels.add(label(file, i + 1, lines.get(i).strip(), references, places));
        }
      }
    }
    return new Labels(labelFolder, Orientation.HIGHER_IS_BETTER, labels, List.of("Elo ratings"));
  }

  private static Label label(
      Path file, int line, String text, String references, Map<String, String> places)
      throws LabelTableException {
    int comma = text.indexOf(',');
    int underline = text.indexOf('_');
    if (comma < 0 || underline < 0 || underline > comma) {
      throw new LabelTableException(
          file,
          line,
          "'%s' is not a name such as A0001_00_00.bmp, a comma, a score".formatted(text));
    }
    String name = text.substring(0, comma).strip();
    LabelRow row = new LabelRow(file, line, Map.of("elo_score", text.substring(comma + 1).strip()));
    String place = places.getOrDefault(name.toLowerCase(Locale.ROOT), name);
    Matcher typed = TYPE.matcher(name);
    return Label.of(
            row,
            place,
            "%s/%s.bmp".formatted(references, name.substring(0, underline)),
            row.number("elo_score"))
        .ofType(typed.matches() ? typed.group(1) : null, null);
  }

  /** Where each image lies: sets are packed in several folders, and not always the same. */
  private static Map<String, String> places(Path folder) throws IOException {
    Map<String, String> places = new HashMap<>();
    try (Stream<Path> files = Files.walk(folder)) {
      files
          .filter(Files::isRegularFile)
          .forEach(
              file ->
                  places.put(
                      file.getFileName().toString().toLowerCase(Locale.ROOT),
                      folder.relativize(file).toString()));
    }
    return places;
  }

  private static List<Path> textFiles(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(".txt")).sorted().toList();
    }
  }

  private static Path required(Path folder, List<String> names) throws LabelTableException {
    Path found = first(folder, names);
    if (found == null) {
      throw new LabelTableException(folder, "none of the folders %s is in it".formatted(names));
    }
    return found;
  }

  private static @Nullable Path first(Path folder, List<String> names) {
    return names.stream().map(folder::resolve).filter(Files::isDirectory).findFirst().orElse(null);
  }
}
