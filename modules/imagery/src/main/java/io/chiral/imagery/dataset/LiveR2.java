package io.chiral.imagery.dataset;

import io.chiral.imagery.dataset.Labels.Orientation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * LIVE release 2 (Sheikh, Sabir, Bovik 2006): folders of {@code img1.bmp}, … in the order {@code
 * jp2k, jpeg, wn, gblur, fastfading} that the arrays follow, {@code refimgs/}, and the arrays in
 * MATLAB files. Lower is better, some 0 to 110; opinions are negated. Images that are references
 * themselves ({@code orgs} = 1) are left out: 779 of 982 stay.
 *
 * <p>{@code dmos_realigned.mat} is what most publications use, {@code dmos.mat} what pyiqa does;
 * the figures differ. Kind {@code live} reads the former, {@code live-unaligned} the latter.
 */
record LiveR2(String kind, String scores, String variable) implements OpinionLayout {
  private static final List<String> FOLDERS = List.of("jp2k", "jpeg", "wn", "gblur", "fastfading");

  static final LiveR2 REALIGNED = new LiveR2("live", "dmos_realigned.mat", "dmos_new");
  static final LiveR2 UNALIGNED = new LiveR2("live-unaligned", "dmos.mat", "dmos");

  @Override
  public boolean recognises(Path folder) {
    return Files.isRegularFile(folder.resolve(scores))
        && Files.isRegularFile(folder.resolve("refnames_all.mat"))
        && Files.isDirectory(folder.resolve("refimgs"));
  }

  @Override
  public int published() {
    return 779;
  }

  @Override
  public Labels labels(Path folder) throws IOException {
    MatlabFile file = MatlabFile.read(folder.resolve(scores));
    double[] dmos = file.numbers(variable);
    double[] originals = file.numbers("orgs");
    MatlabFile names = MatlabFile.read(folder.resolve("refnames_all.mat"));
    List<String> references = names.texts("refnames_all");
    requireLength(file, "orgs", originals.length, dmos.length);
    requireLength(names, "refnames_all", references.size(), dmos.length);
    List<Label> labels = new ArrayList<>();
    int at = 0;
    for (String type : FOLDERS) {
      int images = count(folder.resolve(type));
      for (int number = 1; number <= images; number++, at++) {
        if (at < dmos.length && originals[at] == 0) {
          Map<String, String> cells = Map.of(variable, Double.toString(dmos[at]));
          LabelRow row = new LabelRow(file.file(), at + 1, cells);
          String image = "%s/img%d.bmp".formatted(type, number);
          labels.add(
              Label.of(row, image, "refimgs/" + references.get(at), row.number(variable))
                  .ofType(type, null));
        }
      }
    }
    requireLength(file, variable, dmos.length, at);
    String note = "%s of %s".formatted(variable, scores);
    return new Labels(file.file(), Orientation.LOWER_IS_BETTER, labels, List.of(note));
  }

  private static int count(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return (int)
          files.filter(file -> file.getFileName().toString().matches("img\\d+\\.bmp")).count();
    }
  }

  private static void requireLength(MatlabFile file, String name, int length, int expected)
      throws LabelTableException {
    if (length != expected) {
      throw new LabelTableException(
          file.file(),
          "%s has %d entries, %d are expected from the other arrays and the images"
              .formatted(name, length, expected));
    }
  }
}
