package io.chiral.imagery.degradation;

import io.chiral.imagery.Image;
import io.chiral.imagery.degradation.BlurKernels.Ellipse;
import io.chiral.imagery.filter.Kernel;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * BSRGAN's degradation (Zhang, Liang, Van Gool, Timofte, ICCV 2021, arXiv 2103.14006; steps and
 * ranges as in KAIR {@code utils/utils_blindsr.py}, 1132837, and the authors' {@code
 * degradation_bsrgan}): two blurs, two shrinkings, Gaussian noise and JPEG in shuffled order, then
 * a last JPEG.
 *
 * <p>Differences: the camera's pipeline, which has a learnt model, is left out; the rotation of
 * correlated noise is orthonormalised row by row in place of by a singular value decomposition, and
 * its covariance is used as it is, not its entries' absolute values (which need not be a
 * covariance).
 */
final class Bsrgan {
  private static final double SHRINK_FIRST = 0.25;
  private static final double JPEG = 0.9;
  private static final int BLUR = 0;
  private static final int BLUR_AGAIN = 1;
  private static final int SHRINK = 2;
  private static final int SHRINK_TO_SIZE = 3;
  private static final int NOISE = 4;
  private static final int STEPS = 6;
  private static final int SMALLEST_NOISE = 2;
  private static final int LARGEST_NOISE = 25;

  private static final List<Interpolation> INTERPOLATIONS =
      List.of(Interpolation.BILINEAR, Interpolation.BICUBIC, Interpolation.AREA);

  private Bsrgan() {}

  static Image degrade(Image image, int scale, Dice dice) {
    int width = image.width() / scale;
    int height = image.height() / scale;
    Image out = image;
    int left = scale;
    if (scale == 4 && dice.chance(SHRINK_FIRST)) {
      Interpolation first = dice.one(INTERPOLATIONS);
      out = Steps.clamped(first.resize(out, image.width() / 2, image.height() / 2));
      left = 2;
    }
    int wholeWidth = out.width();
    int wholeHeight = out.height();
    for (int step : order(dice)) {
      out =
          switch (step) {
            case BLUR, BLUR_AGAIN -> blur(out, left, dice);
            case SHRINK -> shrink(out, left, wholeWidth, wholeHeight, dice);
            case SHRINK_TO_SIZE ->
                Steps.clamped(dice.one(INTERPOLATIONS).resize(out, width, height));
            case NOISE -> noise(out, dice);
            default -> dice.chance(JPEG) ? jpeg(out, dice) : out;
          };
    }
    return jpeg(out, dice);
  }

  /** The second shrinking never comes before the first. */
  private static List<Integer> order(Dice dice) {
    List<Integer> order = new ArrayList<>(dice.order(STEPS));
    int first = order.indexOf(SHRINK);
    int second = order.indexOf(SHRINK_TO_SIZE);
    if (first > second) {
      Collections.swap(order, first, second);
    }
    return order;
  }

  private static Image blur(Image image, int scale, Dice dice) {
    Kernel kernel;
    if (dice.chance(0.5)) {
      double along = Math.sqrt((4.0 + scale) * dice.uniform(0.01, 1));
      double across = Math.sqrt((4.0 + scale) * dice.uniform(0.01, 1));
      double theta = dice.uniform(0, Math.PI);
      kernel = BlurKernels.gaussian(side(dice), new Ellipse(along, across, theta));
    } else {
      double sigma = (2 + 0.2 * scale) * dice.uniform(0.01, 1);
      kernel = BlurKernels.gaussian(side(dice), Ellipse.circle(sigma));
    }
    return Steps.filtered(image, kernel);
  }

  private static int side(Dice dice) {
    return 2 * dice.integer(2, 11) + 3;
  }

  private static Image shrink(Image image, int scale, int width, int height, Dice dice) {
    if (dice.chance(0.75)) {
      double factor = dice.uniform(1, 2 * scale);
      return Steps.clamped(
          dice.one(INTERPOLATIONS)
              .resize(
                  image,
                  Math.max((int) (width / factor), 1),
                  Math.max((int) (height / factor), 1)));
    }
    double sigma = dice.uniform(0.1, 0.6 * scale);
    // Every scale-th sample, its kernel about the middle of the square that it stands for.
    double shift = (scale - 1) * 0.5;
    Kernel kernel =
        Kernel.normalised(
            25,
            (y, x) ->
                Math.exp(
                    -((y - shift) * (y - shift) + (x - shift) * (x - shift))
                        / (2 * sigma * sigma)));
    Image smooth = Steps.filtered(image, kernel);
    return Steps.clamped(
        Image.generate(
            (image.width() + scale - 1) / scale,
            (image.height() + scale - 1) / scale,
            image.channels(),
            (c, y, x) -> smooth.at(c, y * scale, x * scale)));
  }

  private static Image noise(Image image, Dice dice) {
    double deviation = dice.integer(SMALLEST_NOISE, LARGEST_NOISE) / 255.0;
    return switch (dice.weighted(0.4, 0.4, 0.2)) {
      case 0 -> Noise.gaussian(image, deviation, false, dice.field());
      case 1 -> Noise.gaussian(image, deviation, true, dice.field());
      default -> Noise.correlated(image, LARGEST_NOISE / 255.0, dice);
    };
  }

  private static Image jpeg(Image image, Dice dice) {
    return Steps.jpeg(image, dice.integer(30, 95));
  }
}
