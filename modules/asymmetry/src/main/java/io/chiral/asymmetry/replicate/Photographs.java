package io.chiral.asymmetry.replicate;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/**
 * The independent units of test images: crops of one photograph, named {@code photograph#crop}, are
 * one cluster and are drawn together.
 */
public final class Photographs {

  private final List<String> names;
  private final double[][] weights;

  /** Draws photographs for the replicates. */
  public Photographs(List<String> images, Replicates replicates) {
    TreeSet<String> distinct = new TreeSet<>();
    images.forEach(image -> distinct.add(photograph(image)));
    names = new ArrayList<>(distinct);
    weights = replicates.weights("images", names.size());
  }

  /** Number of the image's photograph. */
  public int number(String image) {
    return names.indexOf(photograph(image));
  }

  /** How many photographs the images are of. */
  public int count(List<String> images) {
    return (int) images.stream().map(Photographs::photograph).distinct().count();
  }

  /**
   * The mean over images in each replicate; NaN where none of them was drawn.
   *
   * @param values one an image
   * @param units number of each image's photograph
   */
  public double[] means(double[] values, int[] units) {
    double[] means = new double[weights.length];
    for (int r = 0; r < means.length; r++) {
      double[] drawn = weights[r];
      double sum = 0;
      double total = 0;
      for (int t = 0; t < values.length; t++) {
        double weight = drawn[units[t]];
        sum += weight * values[t];
        total += weight;
      }
      means[r] = sum / total;
    }
    return means;
  }

  /** The photograph that the image shows. */
  public static String photograph(String image) {
    int crop = image.indexOf('#');
    return crop < 0 ? image : image.substring(0, crop);
  }
}
