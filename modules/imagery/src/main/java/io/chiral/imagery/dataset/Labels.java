package io.chiral.imagery.dataset;

import io.chiral.imagery.dataset.ImageLookup.MissingImageException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A label file, read.
 *
 * @param orientation of its scores
 * @param labels in the file's order
 * @param notes what a reader of results should know of how it was read
 */
record Labels(Path file, Orientation orientation, List<Label> labels, List<String> notes) {

  Labels {
    labels = List.copyOf(labels);
    notes = List.copyOf(notes);
  }

  /** Which scores are the good ones. */
  enum Orientation {
    /** As of a mean opinion score. */
    HIGHER_IS_BETTER(1, "higher is better"),
    /** As of a difference mean opinion score; scores are negated. */
    LOWER_IS_BETTER(-1, "lower is better in the file, so opinions are negated");

    private final int sign;
    private final String words;

    Orientation(int sign, String words) {
      this.sign = sign;
      this.words = words;
    }
  }

  /**
   * The benchmark of the labels.
   *
   * @throws LabelTableException naming file and line, if an image is missing or is none, has two
   *     labels, or some labels have references and others do not
   */
  Benchmark benchmark(String id, ImageLookup images, boolean proxy) throws IOException {
    if (labels.isEmpty()) {
      throw new LabelTableException(file, "no image has a label");
    }
    Map<String, Integer> lineOfImage = new HashMap<>();
    boolean references = labels.get(0).reference() != null;
    List<BenchmarkItem> items = new ArrayList<>();
    Missing missing = new Missing();
    for (Label label : labels) {
      BenchmarkItem item;
      try {
        item = item(label, images);
      } catch (MissingImageException e) {
        missing.add(label.row(), e);
        continue;
      }
      Integer earlier = lineOfImage.putIfAbsent(item.id(), label.row().line());
      if (earlier != null) {
        throw label.row().wrong("%s already stands in line %d".formatted(item.id(), earlier));
      }
      if ((label.reference() != null) != references) {
        throw label
            .row()
            .wrong(
                "%s reference, unlike line %d; all have one or none has"
                    .formatted(references ? "no" : "there is a", labels.get(0).row().line()));
      }
      items.add(item);
    }
    missing.requireNone();
    List<String> all = new ArrayList<>(notes);
    all.add("%s: %s".formatted(file.getFileName(), orientation.words));
    return new Benchmark(id, proxy, items, all);
  }

  private BenchmarkItem item(Label label, ImageLookup images)
      throws LabelTableException, MissingImageException {
    ImageEntry distorted = images.find(label.row(), label.image());
    ImageEntry reference =
        label.reference() == null ? null : images.find(label.row(), label.reference());
    String content = label.content();
    if (content == null) {
      content = reference == null ? distorted.content() : reference.content();
    }
    return new BenchmarkItem(
        distorted.name(),
        content,
        label.distortion(),
        label.level(),
        reference,
        distorted,
        // Adding 0 keeps a negated 0 from being −0.
        orientation.sign * label.score() + 0.0,
        label.splits());
  }

  /** The first line whose image is missing, and how many more there are. */
  private static final class Missing {
    private @Nullable LabelRow row;
    private String reason = "";
    private int more;

    void add(LabelRow where, MissingImageException e) {
      if (row == null) {
        row = where;
        reason = String.valueOf(e.getMessage());
      } else {
        more++;
      }
    }

    void requireNone() throws LabelTableException {
      if (row != null) {
        throw row.wrong(
            more == 0 ? reason : "%s; %d more lines lack theirs".formatted(reason, more));
      }
    }
  }
}
