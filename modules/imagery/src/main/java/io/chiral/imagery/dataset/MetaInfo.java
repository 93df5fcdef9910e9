package io.chiral.imagery.dataset;

import io.chiral.imagery.dataset.Labels.Orientation;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * pyiqa's {@code meta_info_*.csv} (IQA-PyTorch, commit 01ae427): image and reference by name, a
 * score, and splits as columns {@code official_split}, {@code ratio802_seed123_split_01}, … with
 * {@code train}, {@code val} or {@code test}. Other columns are passed over.
 *
 * <p>Which scores are good does not follow from the column's name: KADID-10k's {@code dmos} is
 * higher for better images, LIVE's {@code mos} is lower. So the file's name decides for these two;
 * else {@code mos} and {@code elo_score} are higher, {@code dmos} is lower for better ones. Kinds
 * {@code meta-info-higher} and {@code meta-info-lower} say it outright.
 */
record MetaInfo(String kind, @Nullable Orientation declared) {
  static final List<MetaInfo> KINDS =
      List.of(
          new MetaInfo("meta-info", null),
          new MetaInfo("meta-info-higher", Orientation.HIGHER_IS_BETTER),
          new MetaInfo("meta-info-lower", Orientation.LOWER_IS_BETTER));

  private static final List<String> IMAGE = List.of("dist_name", "img_name", "Image name");
  private static final List<String> REFERENCE = List.of("ref_name", "hq_name");
  private static final List<String> SCORE = List.of("mos", "dmos", "elo_score", "MOS");
  private static final Pattern SPLIT =
      Pattern.compile("split|official_split|ratio\\d+_seed\\d+_split_?\\d+");

  private static final Map<String, Orientation> BY_NAME =
      Map.of(
          "KADID10k", Orientation.HIGHER_IS_BETTER,
          "LIVEIQA", Orientation.LOWER_IS_BETTER);

  /** Whether a header is such a file's. */
  static boolean recognises(TableFile table) {
    return first(table, IMAGE).isPresent() && first(table, SCORE).isPresent();
  }

  Labels labels(TableFile table) throws LabelTableException {
    String image = required(table, IMAGE);
    String score = required(table, SCORE);
    @Nullable String reference = first(table, REFERENCE).orElse(null);
    List<String> splits =
        table.header().stream().filter(column -> SPLIT.matcher(column).matches()).toList();
    List<Label> labels = new ArrayList<>();
    for (LabelRow row : table.rows()) {
      labels.add(
          new Label(
              row,
              row.text(image),
              reference == null ? null : row.text(reference),
              null,
              null,
              null,
              row.number(score),
              parts(row, splits)));
    }
    return new Labels(table.file(), orientation(table.file(), score), labels, List.of());
  }

  private Orientation orientation(Path file, String score) {
    if (declared != null) {
      return declared;
    }
    String name = file.getFileName().toString();
    return BY_NAME.entrySet().stream()
        .filter(entry -> name.contains(entry.getKey()))
        .map(Map.Entry::getValue)
        .findFirst()
        .orElse(score.equals("dmos") ? Orientation.LOWER_IS_BETTER : Orientation.HIGHER_IS_BETTER);
  }

  private static SortedMap<String, Part> parts(LabelRow row, List<String> splits)
      throws LabelTableException {
    SortedMap<String, Part> parts = new TreeMap<>();
    for (String split : splits) {
      if (row.has(split)) {
        parts.put(split, row.part(split));
      }
    }
    return parts;
  }

  private static Optional<String> first(TableFile table, List<String> names) {
    return names.stream().filter(table.header()::contains).findFirst();
  }

  private static String required(TableFile table, List<String> names) throws LabelTableException {
    return first(table, names)
        .orElseThrow(
            () ->
                new LabelTableException(
                    table.file(),
                    1,
                    "the header needs one of %s, has %s".formatted(names, table.header())));
  }

  static Benchmark read(String id, Path file, Path images, MetaInfo kind) throws IOException {
    return kind.labels(TableFile.csv(file)).benchmark(id, new ImageLookup(images), false);
  }
}
