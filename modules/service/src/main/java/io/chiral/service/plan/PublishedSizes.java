package io.chiral.service.plan;

import java.util.Map;

/** What data sets have by their publications: for those that are not here. */
record PublishedSizes(DataSizes here) implements DataSizes {
  /** A photograph of 2K: 2040 by 1356 pixels. */
  private static final double TWO_K = 2040.0 * 1356;

  private static final Map<String, Integer> PHOTOGRAPHS =
      Map.of("div2k/train", 800, "div2k/test", 100, "flickr2k", 2650);

  /** Items and contents; without references each image is a content of its own. */
  private static final Map<String, int[]> TABLES =
      Map.of(
          "kadid10k", new int[] {10_125, 81},
          "tid2013", new int[] {3_000, 25},
          "live", new int[] {779, 29},
          "csiq", new int[] {866, 30},
          "pipal", new int[] {23_200, 200},
          "koniq10k", new int[] {10_073, 10_073},
          "spaq", new int[] {11_125, 11_125},
          "live-challenge", new int[] {1_162, 1_162});

  private static final int[] UNKNOWN = {0, 0};

  @Override
  public double pixels(String dataSet) {
    double known = here.pixels(dataSet);
    return known == 0 && PHOTOGRAPHS.containsKey(dataSet) ? TWO_K : known;
  }

  @Override
  public int photographs(String dataSet, int images) {
    int known = here.photographs(dataSet, images);
    return known > 0 ? known : Math.min(images, PHOTOGRAPHS.getOrDefault(dataSet, 0));
  }

  @Override
  public int items(String benchmark) {
    int known = here.items(benchmark);
    return known > 0 ? known : TABLES.getOrDefault(benchmark, UNKNOWN)[0];
  }

  @Override
  public int contents(String benchmark) {
    int known = here.contents(benchmark);
    return known > 0 ? known : TABLES.getOrDefault(benchmark, UNKNOWN)[1];
  }
}
