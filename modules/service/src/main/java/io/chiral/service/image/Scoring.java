package io.chiral.service.image;

import io.chiral.imagery.Image;
import io.chiral.imagery.file.ImageFiles;
import io.chiral.imagery.metric.Judge;
import io.chiral.imagery.metric.Psnr;
import io.chiral.service.cli.UserException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Scores of pairs by a panel. */
record Scoring(List<Judge> judges) {

  /**
   * A pair's scores; a judge that can't score it leaves a note.
   *
   * @throws UserException if a file can't be read or the images differ in shape
   */
  Judged score(Pairs.Pair pair) {
    Image distorted = read(pair.distorted());
    Path from = pair.reference();
    Image reference = from == null ? null : read(from);
    if (reference != null && !reference.hasShapeOf(distorted)) {
      throw new UserException(
          "%s is %d×%d and %s %d×%d (W×H): a reference has the size of the image judged"
              .formatted(
                  from,
                  reference.width(),
                  reference.height(),
                  pair.distorted(),
                  distorted.width(),
                  distorted.height()));
    }
    Map<String, @Nullable Double> scores = new LinkedHashMap<>();
    Map<String, String> notes = new LinkedHashMap<>();
    for (Judge judge : judges) {
      try {
        double value = judge.score(judge.needsReference() ? reference : null, distorted);
        scores.put(judge.id(), Double.isFinite(value) ? value : null);
        if (!Double.isFinite(value)) {
          notes.put(judge.id(), "no score: the image has no structure");
        } else if (judge instanceof Psnr && value == Psnr.EQUAL) {
          notes.put(judge.id(), "equal images: stands for infinity");
        }
      } catch (IllegalArgumentException e) {
        scores.put(judge.id(), null);
        notes.put(judge.id(), String.valueOf(e.getMessage()));
      }
    }
    return new Judged(
        from == null ? null : from.toString(), pair.distorted().toString(), scores, notes);
  }

  private static Image read(Path file) {
    try {
      return ImageFiles.read(file);
    } catch (IOException e) {
      throw new UserException("can't read %s".formatted(e.getMessage()), e);
    }
  }
}
