package io.chiral.service.cli;

import io.chiral.imagery.inspection.DataSetReport;
import io.chiral.imagery.inspection.ImagesReport;
import io.chiral.imagery.inspection.OpinionsReport;
import io.chiral.imagery.overlap.Overlap;
import io.chiral.imagery.overlap.SharedPhotographs;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** A checked data set, for people. */
final class DataReport {
  private static final int PAIRS = 10;

  private DataReport() {}

  static List<String> lines(DataSetReport found, List<SharedPhotographs> shared) {
    List<String> lines = new ArrayList<>();
    lines.add("%s: %s".formatted(found.id(), found.kind()));
    found.images().forEach(set -> images(lines, set));
    OpinionsReport opinions = found.opinions();
    if (opinions != null) {
      opinions(lines, opinions);
    }
    int counted =
        opinions == null
            ? found.images().stream().mapToInt(ImagesReport::images).sum()
            : opinions.items();
    if (found.published() > 0 && found.published() != counted) {
      lines.add("  %d images, the publication has %d".formatted(counted, found.published()));
    }
    shared.forEach(pair -> shared(lines, pair));
    return lines;
  }

  private static void images(List<String> lines, ImagesReport set) {
    lines.add(
        "  %s: %d images of %d×%d to %d×%d (W×H); %s"
            .formatted(
                set.set(),
                set.images(),
                set.narrowest(),
                set.lowest(),
                set.widest(),
                set.highest(),
                set.kinds().entrySet().stream()
                    .map(kind -> kind.getValue() + " " + kind.getKey())
                    .collect(Collectors.joining(", "))));
    set.notes().forEach(note -> lines.add("    " + note));
    set.unreadable().forEach(reason -> lines.add("    UNREADABLE " + reason));
  }

  private static void opinions(List<String> lines, OpinionsReport opinions) {
    lines.add(
        "  %d opinions from %s to %s (more is better) of %d contents%s, %d types of distortion"
            .formatted(
                opinions.items(),
                opinions.least(),
                opinions.most(),
                opinions.contents(),
                opinions.references() ? "" : ", without references",
                opinions.distortions()));
    opinions.notes().forEach(note -> lines.add("    " + note));
    opinions
        .splits()
        .forEach((name, parts) -> lines.add("    split %s: %s".formatted(name, parts)));
  }

  private static void shared(List<String> lines, SharedPhotographs shared) {
    List<Overlap> pairs = shared.pairs();
    if (pairs.isEmpty()) {
      lines.add("  no photograph of %s in %s".formatted(shared.one(), shared.other()));
      return;
    }
    lines.add(
        "  %s OVERLAPS %s: never train on the one and judge on the other"
            .formatted(shared.one(), shared.other()));
    pairs.stream().limit(PAIRS).forEach(pair -> lines.add("    " + pair.describe()));
    if (pairs.size() > PAIRS) {
      lines.add("    … and %d more pairs (--json has all)".formatted(pairs.size() - PAIRS));
    }
  }
}
