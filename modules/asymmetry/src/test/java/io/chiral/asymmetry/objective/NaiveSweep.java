package io.chiral.asymmetry.objective;

import io.chiral.asymmetry.replicate.Intervals;
import io.chiral.asymmetry.replicate.Replicates;
import io.chiral.messages.event.ImagesScored;
import io.chiral.messages.event.MetricEvent;
import io.chiral.messages.work.Cell;
import io.chiral.testkit.PlantedStudy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Metric ssim in one setting less that in none, by the definition: every sum written out, nothing
 * shared with the report but the random numbers.
 */
final class NaiveSweep {

  private static final List<String> JUDGES = List.of("psnr-y", "psnr-rgb", "gmsd");
  private static final String METRIC = "ssim";
  private static final int IMAGES = 8;
  private static final long[] SEEDS = {1, 2};

  /** Scores at the last step, more is better, by setting, metric, seed, judge and image. */
  private final Map<String, Double> scores = new HashMap<>();

  private final List<String> settings = new ArrayList<>();
  private final Replicates replicates = new Replicates(PlantedStudy.ID, Replicates.STANDARD);

  NaiveSweep(List<MetricEvent> events) {
    for (MetricEvent event : events) {
      if (event instanceof ImagesScored scored
          && scored.cell().role() == Cell.Role.EVALUATION
          && Integer.valueOf(400).equals(scored.cell().step())) {
        Cell cell = scored.cell();
        if (!settings.contains(cell.setting())) {
          settings.add(String.valueOf(cell.setting()));
        }
        for (ImagesScored.Score score : scored.scores()) {
          double value = score.value() == null ? Double.NaN : score.value();
          boolean lower = score.judge().equals("gmsd");
          scores.put(
              "%s/%s/%d/%s/%s"
                  .formatted(
                      cell.setting(), cell.metric(), cell.seed(), score.judge(), score.image()),
              lower ? -value : value);
        }
      }
    }
  }

  private double raw(String setting, String metric, long seed, String judge, int image) {
    Double score = scores.get("%s/%s/%d/%s/photo%d".formatted(setting, metric, seed, judge, image));
    if (score == null) {
      throw new AssertionError("no score in " + setting);
    }
    return score;
  }

  private double centre(String judge, int image) {
    double sum = 0;
    int count = 0;
    for (String setting : settings) {
      for (String metric : PlantedStudy.METRICS) {
        for (long seed : SEEDS) {
          sum += raw(setting, metric, seed, judge, image);
          count++;
        }
      }
    }
    return sum / count;
  }

  private double unit(String judge) {
    double squares = 0;
    int count = 0;
    for (int image = 0; image < IMAGES; image++) {
      double centre = centre(judge, image);
      for (String setting : settings) {
        for (String metric : PlantedStudy.METRICS) {
          for (long seed : SEEDS) {
            squares += Math.pow(raw(setting, metric, seed, judge, image) - centre, 2);
            count++;
          }
        }
      }
    }
    return Math.sqrt(squares / count);
  }

  /** What the judges say of one image, mean over seeds; the centre cancels in differences. */
  private double[] images(String setting) {
    double[] means = new double[IMAGES];
    for (String judge : JUDGES) {
      double unit = unit(judge);
      for (int image = 0; image < IMAGES; image++) {
        for (long seed : SEEDS) {
          means[image] +=
              raw(setting, METRIC, seed, judge, image) / unit / SEEDS.length / JUDGES.size();
        }
      }
    }
    return means;
  }

  double value(String setting) {
    return Arrays.stream(images(setting)).average().orElseThrow()
        - Arrays.stream(images("none")).average().orElseThrow();
  }

  double[] replicates(String setting) {
    double[] here = images(setting);
    double[] none = images("none");
    double[][] weights = replicates.weights("images", IMAGES);
    double noise = Math.sqrt(runVariance() / SEEDS.length);
    double[] ours = replicates.normals("run of %s in %s".formatted(METRIC, setting));
    double[] theirs = replicates.normals("run of %s in none".formatted(METRIC));
    double[] drawn = new double[replicates.count()];
    for (int r = 0; r < drawn.length; r++) {
      double sum = 0;
      double total = 0;
      for (int image = 0; image < IMAGES; image++) {
        sum += weights[r][image] * (here[image] - none[image]);
        total += weights[r][image];
      }
      drawn[r] = sum / total + noise * (ours[r] - theirs[r]);
    }
    return drawn;
  }

  /** Runs of a seed share their start: the seed's mean over metrics is taken off. */
  private double runVariance() {
    double squares = 0;
    int freedom = 0;
    for (String setting : settings) {
      int metrics = PlantedStudy.METRICS.size();
      double[][] x = new double[metrics][SEEDS.length];
      for (int f = 0; f < metrics; f++) {
        for (int k = 0; k < SEEDS.length; k++) {
          x[f][k] = seedMean(setting, PlantedStudy.METRICS.get(f), SEEDS[k]);
        }
      }
      for (int f = 0; f < metrics; f++) {
        double cell = (x[f][0] + x[f][1]) / 2;
        for (int k = 0; k < SEEDS.length; k++) {
          double seed = 0;
          for (int g = 0; g < metrics; g++) {
            seed += (x[g][k] - (x[g][0] + x[g][1]) / 2) / metrics;
          }
          squares += Math.pow(x[f][k] - cell - seed, 2);
        }
      }
      freedom += metrics - 1;
    }
    return squares / freedom;
  }

  private double seedMean(String setting, String metric, long seed) {
    double mean = 0;
    for (String judge : JUDGES) {
      double unit = unit(judge);
      for (int image = 0; image < IMAGES; image++) {
        mean +=
            (raw(setting, metric, seed, judge, image) - centre(judge, image))
                / unit
                / IMAGES
                / JUDGES.size();
      }
    }
    return mean;
  }

  static double deviation(double[] values) {
    double mean = Arrays.stream(values).average().orElseThrow();
    double squares = Arrays.stream(values).map(value -> Math.pow(value - mean, 2)).sum();
    return Math.sqrt(squares / (values.length - 1));
  }

  /** So many deviations hold all the differences in 95% of the replicates, for 8 photographs. */
  static double simultaneous(Collection<double[]> differences) {
    double[] largest = new double[Replicates.STANDARD];
    for (double[] difference : differences) {
      double mean = Arrays.stream(difference).average().orElseThrow();
      for (int r = 0; r < largest.length; r++) {
        largest[r] = Math.max(largest[r], Math.abs(difference[r] - mean) / deviation(difference));
      }
    }
    Arrays.sort(largest);
    double at = 0.95 * (largest.length - 1);
    int below = (int) at;
    double quantile = largest[below] + (at - below) * (largest[below + 1] - largest[below]);
    return quantile * Intervals.student(IMAGES) / 1.959963984540054;
  }
}
