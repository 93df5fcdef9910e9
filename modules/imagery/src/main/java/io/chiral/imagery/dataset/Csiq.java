package io.chiral.imagery.dataset;

import io.chiral.imagery.dataset.Labels.Orientation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * CSIQ (Larson, Chandler 2010): {@code src_imgs/1600.png}, {@code dst_imgs/awgn/1600.AWGN.1.png},
 * and {@code csiq.DMOS.xlsx}, sheet {@code all_by_image}, or {@code csiq_label.txt} with a name and
 * a score a line. The score runs from 0 to 1 and lower is better; opinions are negated. 30
 * contents, 6 types, 866 images.
 */
final class Csiq implements OpinionLayout {
  private static final String SHEET = "csiq.DMOS.xlsx";
  private static final String TEXT = "csiq_label.txt";
  private static final Pattern LINE =
      Pattern.compile("((?<content>[^.\\s]+)\\.(?<type>[^.]+)\\.(?<level>\\d)\\.png)\\s+(\\S+)");

  /** How the sheet names a type, and its folder. */
  private static final Map<String, String> FOLDERS =
      Map.of(
          "noise", "awgn",
          "blur", "blur",
          "contrast", "contrast",
          "fnoise", "fnoise",
          "jpeg", "jpeg",
          "jpeg 2000", "jpeg2000");

  @Override
  public String kind() {
    return "csiq";
  }

  @Override
  public boolean recognises(Path folder) {
    return Files.isDirectory(folder.resolve("dst_imgs"))
        && (Files.isRegularFile(folder.resolve(SHEET))
            || Files.isRegularFile(folder.resolve(TEXT)));
  }

  @Override
  public int published() {
    return 866;
  }

  @Override
  public Labels labels(Path folder) throws IOException {
    Path sheet = folder.resolve(SHEET);
    return Files.isRegularFile(sheet) ? ofSheet(sheet) : ofText(folder.resolve(TEXT));
  }

  private static Labels ofSheet(Path file) throws IOException {
    List<String> columns = List.of("image", "dst_type", "dst_lev", "dmos");
    List<Label> labels = new ArrayList<>();
    for (LabelRow row : TableFile.xlsx(file, "all_by_image", columns).rows()) {
      String named = row.text("dst_type").toLowerCase(Locale.ROOT);
      String type = FOLDERS.get(named);
      if (type == null) {
        throw row.wrong("dst_type", "'%s' is none of %s".formatted(named, FOLDERS.keySet()));
      }
      labels.add(label(row, row.text("image"), type, row.level("dst_lev"), row.number("dmos")));
    }
    return new Labels(file, Orientation.LOWER_IS_BETTER, labels, List.of());
  }

  private static Labels ofText(Path file) throws IOException {
    List<Label> labels = new ArrayList<>();
    List<String> lines = Files.readAllLines(file);
    for (int i = 0; i < lines.size(); i++) {
      if (lines.get(i).isBlank()) {
        continue;
      }
      Matcher cells = LINE.matcher(lines.get(i).strip());
      if (!cells.matches()) {
        throw new LabelTableException(
            file,
            i + 1,
            "'%s' is not a name such as 1600.AWGN.1.png and a score".formatted(lines.get(i)));
      }
      LabelRow row = new LabelRow(file, i + 1, Map.of("dmos", cells.group(5)));
      labels.add(
          label(
              row,
              cells.group("content"),
              cells.group("type").toLowerCase(Locale.ROOT),
              Integer.parseInt(cells.group("level")),
              row.number("dmos")));
    }
    return new Labels(file, Orientation.LOWER_IS_BETTER, labels, List.of());
  }

  /** The file's name writes the type in capitals where it likes; names are found in any case. */
  private static Label label(LabelRow row, String content, String type, int level, double dmos) {
    String image = "dst_imgs/%s/%s.%s.%d.png".formatted(type, content, type, level);
    return Label.of(row, image, "src_imgs/%s.png".formatted(content), dmos).ofType(type, level);
  }
}
