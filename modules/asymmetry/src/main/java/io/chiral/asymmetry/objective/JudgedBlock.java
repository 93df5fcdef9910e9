package io.chiral.asymmetry.objective;

import io.chiral.asymmetry.objective.Evaluations.Block;
import io.chiral.asymmetry.replicate.Photographs;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** One judge on one setting at one step: means over images and seeds, in the judge's scale. */
final class JudgedBlock {

  private final int images;
  private final int units;
  private final double[] means;
  private final double[][] replicates;

  /** Means over images, by metric and seed. */
  private final double[][] seedMeans;

  /** Mean over images of the scale's centres, and in each replicate. */
  private final double centre;

  private final double[] centreReplicates;

  JudgedBlock(Scale scale, Block block, PanelScores scores, Photographs photographs) {
    List<String> runs = block.runs().stream().flatMap(List::stream).toList();
    int[] used =
        IntStream.range(0, scale.images().size())
            .filter(
                t ->
                    runs.stream()
                        .allMatch(
                            run ->
                                Double.isFinite(
                                    scale.oriented(scores, run, scale.images().get(t)))))
            .toArray();
    List<String> names = new ArrayList<>();
    Arrays.stream(used).forEach(t -> names.add(scale.images().get(t)));
    images = names.size();
    units = photographs.count(names);
    int[] unit = names.stream().mapToInt(photographs::number).toArray();
    double[] centres = Arrays.stream(used).mapToDouble(t -> scale.centres()[t]).toArray();
    centre = Arrays.stream(centres).average().orElse(Double.NaN);
    centreReplicates = photographs.means(centres, unit);
    int metrics = block.metrics().size();
    means = new double[metrics];
    replicates = new double[metrics][];
    seedMeans = new double[metrics][block.seeds().size()];
    for (int f = 0; f < metrics; f++) {
      double[] values = new double[images];
      for (int k = 0; k < seedMeans[f].length; k++) {
        String run = block.runs().get(f).get(k);
        for (int t = 0; t < images; t++) {
          double y = (scale.oriented(scores, run, names.get(t)) - centres[t]) / scale.deviation();
          values[t] += y / seedMeans[f].length;
          seedMeans[f][k] += y / images;
        }
      }
      means[f] = Arrays.stream(values).average().orElse(Double.NaN);
      replicates[f] = photographs.means(values, unit);
    }
  }

  int images() {
    return images;
  }

  int units() {
    return units;
  }

  double mean(int metric) {
    return means[metric];
  }

  double[] replicates(int metric) {
    return replicates[metric];
  }

  double[] seedMeans(int metric) {
    return seedMeans[metric];
  }

  double centre() {
    return centre;
  }

  double[] centreReplicates() {
    return centreReplicates;
  }
}
