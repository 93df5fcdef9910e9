package io.chiral.load.coverage;

import java.util.Arrays;
import java.util.List;

/**
 * What is planted in the demo's four metrics and three settings.
 *
 * @param id name in the tables
 * @param spreads by which each metric, as assessor, errs from a level; more is worse
 * @param none advantage of each metric as objective without a discriminator
 * @param patch the same with a patch discriminator
 * @param vanilla the same with a vanilla discriminator
 * @param transfers spreads of an assessor from random, published and the discriminator's features
 */
record Truth(
    String id,
    double[] spreads,
    double[] none,
    double[] patch,
    double[] vanilla,
    double[] transfers) {

  /** Planted in all metrics alike: what a discriminator gives. */
  static final double PATCH = 0.6;

  static final double VANILLA = 0.2;

  private static final double[] APART = {3.2, 1.8, 1.0, 0.5};
  private static final double[] LEVEL = {0, 0, 0, 0};
  private static final double[] SAME_SPREADS = {1.2, 1.2, 1.2, 1.2};

  /** Of the table. */
  static final List<Truth> ALL =
      List.of(
          new Truth(
              "separated",
              APART,
              new double[] {-2.25, -0.75, 0.75, 2.25},
              new double[] {2.25, 0.75, -0.75, -2.25},
              new double[] {-0.75, -2.25, 2.25, 0.75},
              new double[] {2, 0.8, 1.5}),
          new Truth(
              "near-tied",
              new double[] {1.3, 1.2, 1.1, 1.0},
              new double[] {-0.3, -0.1, 0.1, 0.3},
              new double[] {0.3, 0.1, -0.1, -0.3},
              new double[] {-0.1, -0.3, 0.3, 0.1},
              new double[] {1.3, 1.15, 1.2}),
          new Truth("tied", SAME_SPREADS, LEVEL, LEVEL, LEVEL, new double[] {1.2, 1.2, 1.2}),
          new Truth("objectives-tied", APART, LEVEL, LEVEL, LEVEL, new double[] {2, 0.8, 1.5}));

  static Truth named(String id) {
    return ALL.stream()
        .filter(truth -> truth.id().equals(id))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no truth " + id));
  }

  /** Advantage of a metric in a setting, what its discriminator gives included. */
  double advantage(int setting, int metric) {
    return switch (setting) {
      case Demo.NONE -> none[metric];
      case Demo.PATCH -> PATCH + patch[metric];
      default -> VANILLA + vanilla[metric];
    };
  }

  /** Spread of an assessor: a metric's, then the transfers'. */
  double spread(int assessor) {
    return assessor < spreads.length ? spreads[assessor] : transfers[assessor - spreads.length];
  }

  /** Variance of the advantages over all cells. */
  double planted() {
    double[] all = new double[Demo.SETTINGS * spreads.length];
    for (int at = 0; at < all.length; at++) {
      all[at] = advantage(at / spreads.length, at % spreads.length);
    }
    double mean = Arrays.stream(all).average().orElse(0);
    return Arrays.stream(all).map(v -> (v - mean) * (v - mean)).sum() / all.length;
  }
}
