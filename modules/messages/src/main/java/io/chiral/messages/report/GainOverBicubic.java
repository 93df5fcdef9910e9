package io.chiral.messages.report;

import java.util.List;

/**
 * What training gained over bicubic upscaling, mean over seeds.
 *
 * @param metric metric id
 * @param setting setting id
 * @param step of the evaluated checkpoints
 * @param judge in whose unit: {@code psnr-y}, in dB
 * @param gain mean over test images
 * @param positive on how many images the gain is above 0
 * @param images each image, at the last evaluated step only and for small test sets; else empty
 */
public record GainOverBicubic(
    String metric,
    String setting,
    int step,
    String judge,
    Figure gain,
    int positive,
    List<ImageGain> images) {

  public GainOverBicubic {
    images = List.copyOf(images);
  }

  /**
   * One test image.
   *
   * @param image its name
   * @param gain over bicubic, mean over seeds
   */
  public record ImageGain(String image, double gain) {}
}
