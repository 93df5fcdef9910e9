package io.chiral.service.gateway.view;

import io.chiral.messages.event.ImagesScored;
import io.chiral.messages.work.Cell;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The scores of one evaluation: a mean a judge, and PSNR-Y of every image. */
public final class ScoresItem extends Item {

  /** The judge whose gain over bicubic upscaling is shown. */
  static final String PSNR_Y = "psnr-y";

  private final Cell cell;
  private final Map<String, Mean> means = new TreeMap<>();
  private final Map<String, Double> psnr = new LinkedHashMap<>();
  private @Nullable ScoresItem baseline;

  ScoresItem(ImagesScored event) {
    super(Kind.SCORES, event.study(), event.run());
    cell = event.cell();
  }

  Cell cell() {
    return cell;
  }

  /** Adds a part. The metrics topic has each part once. */
  void add(ImagesScored event) {
    for (ImagesScored.Score score : event.scores()) {
      Double value = score.value();
      if (value == null) {
        continue;
      }
      means.merge(score.judge(), new Mean(value, 1), Mean::and);
      if (score.judge().equals(PSNR_Y)) {
        psnr.put(score.image(), value);
      }
    }
  }

  void compareWith(ScoresItem bicubic) {
    baseline = bicubic;
  }

  @Override
  public Scores value(Since since) {
    return new Scores(cell, means, gain());
  }

  private @Nullable Gain gain() {
    ScoresItem bicubic = baseline;
    if (bicubic == null || bicubic == this) {
      return null;
    }
    double sum = 0;
    double smallest = Double.POSITIVE_INFINITY;
    int n = 0;
    for (Map.Entry<String, Double> image : psnr.entrySet()) {
      Double reference = bicubic.psnr.get(image.getKey());
      if (reference != null) {
        double gain = image.getValue() - reference;
        sum += gain;
        smallest = Math.min(smallest, gain);
        n++;
      }
    }
    return n == 0 ? null : new Gain(sum / n, smallest, n);
  }

  /** A mean over n images. */
  public record Mean(double value, int n) {
    Mean and(Mean other) {
      int both = n + other.n;
      return new Mean((value * n + other.value * other.n) / both, both);
    }
  }

  /** Gain over bicubic upscaling in dB of PSNR-Y: mean, smallest, number of images. */
  public record Gain(double mean, double smallest, int n) {}

  /**
   * Scores as monitors see them.
   *
   * @param cell what was evaluated
   * @param means by judge, in the judge's unit, not oriented; images without a finite score left
   *     out
   * @param gain null for the baseline itself and while that is not known
   */
  public record Scores(Cell cell, Map<String, Mean> means, @Nullable Gain gain) {}
}
