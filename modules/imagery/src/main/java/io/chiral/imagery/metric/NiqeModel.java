package io.chiral.imagery.metric;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.chiral.imagery.Image;
import io.chiral.imagery.Luma;
import io.chiral.imagery.Plane;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/**
 * What NIQE knows of undistorted pictures: a multivariate Gaussian of the 36 statistics of their
 * sharp blocks.
 *
 * @param blockSize in pixels; 96 as published, less for images that hold too few such blocks
 * @param sharpness blocks below this share of their image's sharpest are left out; 0.75
 * @param blocks how many blocks the model was fitted on
 * @param mean 36 numbers
 * @param covariance 36 rows of 36
 */
public record NiqeModel(
    int blockSize, double sharpness, int blocks, double[] mean, double[][] covariance) {
  /** The block size of the paper. */
  public static final int PUBLISHED_BLOCK = 96;

  /** The sharpness threshold of the paper. */
  public static final double PUBLISHED_SHARPNESS = 0.75;

  private static final JsonMapper JSON = JsonMapper.builder().build();

  public NiqeModel {
    if (blockSize < 16 || blockSize % 2 != 0) {
      throw new IllegalArgumentException(
          "a NIQE block is an even number of at least 16 pixels, got " + blockSize);
    }
    boolean square = covariance.length == NaturalStatistics.FEATURES;
    for (double[] row : covariance) {
      square &= row.length == NaturalStatistics.FEATURES;
    }
    if (mean.length != NaturalStatistics.FEATURES || !square) {
      throw new IllegalArgumentException("a NIQE model has 36 means and 36×36 covariances");
    }
  }

  /**
   * Fits the model to undistorted images.
   *
   * @throws IllegalArgumentException if they hold fewer than 37 sharp blocks, too few for a
   *     covariance of 36 statistics
   */
  public static NiqeModel fit(Iterable<Image> images, int blockSize, double sharpness) {
    List<double[]> chosen = new ArrayList<>();
    for (Image image : images) {
      NaturalStatistics statistics = NaturalStatistics.of(grey(image), blockSize);
      double[] sharp = statistics.sharpness();
      double threshold = sharpness * Arrays.stream(sharp).max().orElse(0);
      for (int i = 0; i < sharp.length; i++) {
        if (sharp[i] > threshold) {
          chosen.add(statistics.features().get(i));
        }
      }
    }
    List<double[]> finite = Moments.finite(chosen);
    if (finite.size() <= NaturalStatistics.FEATURES) {
      throw new IllegalArgumentException(
          "%d sharp blocks of %d×%d pixels, NIQE needs more than 36; give more or larger images, or a smaller block"
              .formatted(finite.size(), blockSize, blockSize));
    }
    double[] mean = Moments.mean(finite);
    return new NiqeModel(blockSize, sharpness, finite.size(), mean, Moments.covariance(finite));
  }

  /** {@link #fit(Iterable, int, double)} with the published block and threshold. */
  public static NiqeModel fit(Iterable<Image> images) {
    return fit(images, PUBLISHED_BLOCK, PUBLISHED_SHARPNESS);
  }

  /**
   * The distance of an image from the model; lower is more natural. NaN if fewer than two of its
   * blocks have any texture.
   *
   * @throws IllegalArgumentException if the image holds fewer than two blocks
   */
  double distance(Image prepared) {
    Plane grey = grey(prepared);
    int held = (grey.width() / blockSize) * (grey.height() / blockSize);
    if (held < 2) {
      throw new IllegalArgumentException(
          "NIQE needs at least two blocks of %d×%d pixels, got %s"
              .formatted(blockSize, blockSize, prepared));
    }
    List<double[]> features = Moments.finite(NaturalStatistics.of(grey, blockSize).features());
    if (features.size() < 2) {
      return Double.NaN;
    }
    double[] other = Moments.mean(features);
    return Moments.distance(mean, covariance, other, Moments.covariance(features));
  }

  /** Y rounded to integers, without which MATLAB's figures are not met. */
  private static Plane grey(Image image) {
    return Luma.studio(image.quantised()).map(Math::rint);
  }

  /** The model as JSON, the same bytes for the same model. */
  public byte[] toJson() {
    try {
      return JSON.writeValueAsBytes(this);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * The model of {@link #toJson()}.
   *
   * @throws IOException if the bytes are no such model
   */
  public static NiqeModel fromJson(byte[] json) throws IOException {
    return JSON.readValue(json, NiqeModel.class);
  }

  /** SHA-256 of {@link #toJson()}: names the model in reports. */
  public String digest() {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(toJson()));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
