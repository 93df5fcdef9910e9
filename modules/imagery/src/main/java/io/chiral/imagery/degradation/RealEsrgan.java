package io.chiral.imagery.degradation;

import io.chiral.imagery.Image;
import io.chiral.imagery.degradation.BlurKernels.Ellipse;
import io.chiral.imagery.filter.Kernel;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Real-ESRGAN's second-order degradation (Wang, Xie, Dong, Shan, ICCVW 2021, arXiv 2107.10833;
 * {@code options/train_realesrgan_x4plus.yml} 0011624, {@code realesrgan_dataset.py} 13186ac,
 * {@code realesrgan_model.py} 35ee6f7): blur, resizing, noise and JPEG, twice, then a sinc filter
 * before or after the last JPEG.
 *
 * <p>Differences: JPEG is a real coder with integer tables, not the differentiable one; targets are
 * not sharpened; a batch needs no pool, since every patch has its own sizes.
 */
final class RealEsrgan {
  private static final List<Interpolation> INTERPOLATIONS =
      List.of(Interpolation.AREA, Interpolation.BILINEAR, Interpolation.BICUBIC);

  private static final double SINC = 0.1;
  private static final double FINAL_SINC = 0.8;
  private static final double SECOND_BLUR = 0.8;
  private static final double GAUSSIAN = 0.5;
  private static final double GREY = 0.4;

  /** Ranges of one of the two orders. */
  private record Order(
      double largestSigma,
      double up,
      double down,
      double smallestFactor,
      double largestFactor,
      double largestNoise,
      double largestShot) {}

  private static final Order FIRST = new Order(3, 0.2, 0.7, 0.15, 1.5, 30, 3);
  private static final Order SECOND = new Order(1.5, 0.3, 0.4, 0.3, 1.2, 25, 2.5);

  private RealEsrgan() {}

  static Image degrade(Image image, int scale, Dice dice) {
    int width = image.width() / scale;
    int height = image.height() / scale;
    Image out = Steps.filtered(image, kernel(FIRST, dice));
    double factor = factor(FIRST, dice);
    out = resized(out, image.width() * factor, image.height() * factor, dice);
    out = jpeg(noise(out, FIRST, dice), dice);
    if (dice.chance(SECOND_BLUR)) {
      out = Steps.filtered(out, kernel(SECOND, dice));
    }
    factor = factor(SECOND, dice);
    out = resized(out, width * factor, height * factor, dice);
    out = noise(out, SECOND, dice);
    if (dice.chance(0.5)) {
      return jpeg(sinc(resized(out, width, height, dice), dice), dice);
    }
    return sinc(resized(jpeg(out, dice), width, height, dice), dice);
  }

  private static Kernel kernel(Order order, Dice dice) {
    int side = side(dice);
    if (dice.chance(SINC)) {
      return BlurKernels.sinc(side, dice.uniform(side < 13 ? Math.PI / 3 : Math.PI / 5, Math.PI));
    }
    int kind = dice.weighted(0.45, 0.25, 0.12, 0.03, 0.12, 0.03);
    boolean round = kind % 2 == 0;
    double along = dice.uniform(0.2, order.largestSigma());
    Ellipse shape =
        round
            ? Ellipse.circle(along)
            : new Ellipse(
                along, dice.uniform(0.2, order.largestSigma()), dice.uniform(-Math.PI, Math.PI));
    return switch (kind / 2) {
      case 0 -> BlurKernels.gaussian(side, shape);
      case 1 -> BlurKernels.generalised(side, shape, beta(0.5, 4, dice));
      default -> BlurKernels.plateau(side, shape, beta(1, 2, dice));
    };
  }

  /** As often below 1 as above. */
  private static double beta(double from, double to, Dice dice) {
    return dice.chance(0.5) ? dice.uniform(from, 1) : dice.uniform(1, to);
  }

  private static int side(Dice dice) {
    return 2 * dice.integer(3, 10) + 1;
  }

  private static double factor(Order order, Dice dice) {
    return switch (dice.weighted(order.up(), order.down(), 1 - order.up() - order.down())) {
      case 0 -> dice.uniform(1, order.largestFactor());
      case 1 -> dice.uniform(order.smallestFactor(), 1);
      default -> 1;
    };
  }

  private static Image resized(Image image, double width, double height, Dice dice) {
    return dice.one(INTERPOLATIONS)
        .resize(image, Math.max((int) width, 1), Math.max((int) height, 1));
  }

  private static Image noise(Image image, Order order, Dice dice) {
    boolean gaussian = dice.chance(GAUSSIAN);
    boolean grey = dice.chance(GREY);
    if (gaussian) {
      double deviation = dice.uniform(1, order.largestNoise()) / 255;
      return Noise.gaussian(image, deviation, grey, dice.field());
    }
    double strength = dice.uniform(0.05, order.largestShot());
    Image clamped = Steps.clamped(image);
    return Noise.poisson(clamped, levels(clamped), strength, grey, dice.field());
  }

  /** The power of two not below the number of different 8-bit levels. */
  private static double levels(Image image) {
    Set<Byte> different = new HashSet<>();
    for (byte level : image.toBytes()) {
      different.add(level);
    }
    return Math.pow(2, Math.ceil(Math.log(different.size()) / Math.log(2) - 1e-9));
  }

  private static Image sinc(Image image, Dice dice) {
    int side = side(dice);
    double cutoff = dice.uniform(Math.PI / 3, Math.PI);
    return dice.chance(FINAL_SINC) ? Steps.filtered(image, BlurKernels.sinc(side, cutoff)) : image;
  }

  private static Image jpeg(Image image, Dice dice) {
    return Steps.jpeg(Steps.clamped(image), dice.uniform(30, 95));
  }
}
