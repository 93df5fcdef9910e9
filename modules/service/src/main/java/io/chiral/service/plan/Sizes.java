package io.chiral.service.plan;

import io.chiral.messages.spec.GeneratorSpec;
import io.chiral.messages.spec.LearningSpec;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How large what a study works on is, as far as it is known here.
 *
 * @param data what is there
 * @param study whose generator evaluations upscale with
 */
record Sizes(DataSizes data, GeneratorSpec study) {
  private static final Pattern CROPS = Pattern.compile(".*@([1-9][0-9]*)");

  /** Assessors see photographs of the usual shape, 4 to 3. */
  private static final double SHAPE = 4.0 / 3;

  /** Of an image whose size is not known. */
  private static final double USUAL_PIXELS = 512 * 384;

  GeneratorCost generator() {
    return GeneratorCost.of(study);
  }

  /** Pixels of an image that is evaluated. */
  double pixels(String testSet, @Nullable Integer crop) {
    if (crop != null) {
      return (double) crop * crop;
    }
    double known = data.pixels(testSet);
    return known > 0 ? known : USUAL_PIXELS;
  }

  int items(String benchmark) {
    return data.items(benchmark);
  }

  /** Pixels that an assessor sees of an image at once. */
  double seen(String benchmark, LearningSpec learning) {
    if (learning.crop() != null) {
      return (double) learning.crop() * learning.crop();
    }
    Matcher crops = CROPS.matcher(benchmark);
    double whole = crops.matches() ? Math.pow(Integer.parseInt(crops.group(1)), 2) : USUAL_PIXELS;
    double shortSide = learning.shortSide();
    double reduced = shortSide * shortSide * (crops.matches() ? 1 : SHAPE);
    return learning.shortSide() == 0 ? whole : Math.min(whole, reduced);
  }
}
