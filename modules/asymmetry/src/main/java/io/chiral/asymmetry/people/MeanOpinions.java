package io.chiral.asymmetry.people;

import io.chiral.asymmetry.people.Answers.Rating;
import io.chiral.asymmetry.replicate.Replicates;
import io.chiral.messages.report.Figure;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Mean ratings, freed of how kind each rater is: a rater's bias is the mean of his ratings less the
 * mean ratings of what he rated, found to convergence (ITU-T P.913, 12.4, is the first round). A
 * rater of fewer than {@link #MIN_RATINGS} images is taken as he is.
 */
final class MeanOpinions {

  /** Fewer don't tell a bias from chance. */
  static final int MIN_RATINGS = 5;

  private static final int MOST_ROUNDS = 100;
  private static final double SMALL = 1e-9;

  private final List<Rating> freed;
  private final Map<Output, Figure> figures = new HashMap<>();

  private record Seen(Output output, String image) {}

  MeanOpinions(List<Rating> ratings, Replicates replicates) {
    freed = freed(ratings);
    if (freed.isEmpty()) {
      return;
    }
    Clusters clusters =
        new Clusters(
            freed.stream().map(Rating::image).toList(),
            freed.stream().map(Rating::rater).toList(),
            replicates);
    freed.stream()
        .map(rating -> rating.output().ofAnySeed())
        .distinct()
        .forEach(output -> figures.put(output, figure(output, clusters)));
  }

  /** The ratings without their raters' biases. */
  static List<Rating> freed(List<Rating> ratings) {
    Map<String, Integer> counts = new HashMap<>();
    ratings.forEach(rating -> counts.merge(rating.rater(), 1, Integer::sum));
    Map<String, Double> biases =
        biases(
            ratings.stream()
                .filter(rating -> counts.getOrDefault(rating.rater(), 0) >= MIN_RATINGS)
                .toList());
    return ratings.stream().map(rating -> without(rating, biases)).toList();
  }

  /** Of raters who rated enough; weighted by their ratings the biases' mean is 0. */
  private static Map<String, Double> biases(List<Rating> ratings) {
    Map<String, Double> biases = new HashMap<>();
    double change = 1;
    for (int round = 0; round < MOST_ROUNDS && change > SMALL; round++) {
      Map<Seen, double[]> means = new HashMap<>();
      for (Rating rating : ratings) {
        add(means, seen(rating), without(rating, biases).rating());
      }
      Map<String, double[]> kindness = new HashMap<>();
      for (Rating rating : ratings) {
        add(kindness, rating.rater(), rating.rating() - mean(means.get(seen(rating))));
      }
      change = 0;
      for (Map.Entry<String, double[]> rater : kindness.entrySet()) {
        double bias = mean(rater.getValue());
        Double before = biases.put(rater.getKey(), bias);
        change = Math.max(change, Math.abs(bias - (before == null ? 0 : before)));
      }
    }
    return biases;
  }

  private static Seen seen(Rating rating) {
    return new Seen(rating.output(), rating.image());
  }

  private static <K> void add(Map<K, double[]> sums, K key, double value) {
    double[] sum = sums.computeIfAbsent(key, absent -> new double[2]);
    sum[0] += value;
    sum[1]++;
  }

  private static double mean(double @Nullable [] sum) {
    return sum == null ? Double.NaN : sum[0] / sum[1];
  }

  private static Rating without(Rating rating, Map<String, Double> biases) {
    double bias = biases.getOrDefault(rating.rater(), 0.0);
    return new Rating(rating.rater(), rating.image(), rating.output(), rating.rating() - bias);
  }

  private Figure figure(Output output, Clusters clusters) {
    double[] sum = new double[2];
    for (Rating rating : freed) {
      if (rating.output().ofAnySeed().equals(output)) {
        sum[0] += rating.rating();
        sum[1]++;
      }
    }
    double mean = mean(sum);
    double[] shares =
        freed.stream()
            .mapToDouble(
                r -> r.output().ofAnySeed().equals(output) ? (r.rating() - mean) / sum[1] : 0)
            .toArray();
    return clusters.figure("rating of " + output, mean, shares, (int) sum[1]);
  }

  Figure of(Output output) {
    return figures.getOrDefault(output, Figure.absent(0, "never rated"));
  }
}
