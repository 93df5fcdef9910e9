package io.chiral.imagery.distortion;

import io.chiral.imagery.Image;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/** Few colours: boxes of pixels are halved at the median of their longest side (Heckbert 1982). */
final class MedianCut {
  private MedianCut() {}

  static Image reduce(Image image, int colours) {
    int area = image.width() * image.height();
    Integer[] all = new Integer[area];
    Arrays.setAll(all, i -> i);
    List<Integer[]> boxes = new ArrayList<>();
    boxes.add(all);
    while (boxes.size() < colours) {
      Integer[] widest =
          boxes.stream()
              .max(Comparator.comparingDouble(box -> extent(image, box, longest(image, box))))
              .orElseThrow();
      int channel = longest(image, widest);
      if (extent(image, widest, channel) == 0) {
        break;
      }
      Integer[] sorted = widest.clone();
      Arrays.sort(sorted, Comparator.comparingDouble(i -> sample(image, channel, i)));
      boxes.remove(widest);
      boxes.add(Arrays.copyOfRange(sorted, 0, sorted.length / 2));
      boxes.add(Arrays.copyOfRange(sorted, sorted.length / 2, sorted.length));
    }
    float[] samples = new float[3 * area];
    for (Integer[] box : boxes) {
      for (int c = 0; c < 3; c++) {
        int channel = c;
        float mean =
            (float)
                Arrays.stream(box).mapToDouble(i -> sample(image, channel, i)).average().orElse(0);
        for (int i : box) {
          samples[c * area + i] = mean;
        }
      }
    }
    return Image.of(image.width(), image.height(), 3, samples);
  }

  private static double sample(Image image, int channel, int i) {
    return image.at(channel, i / image.width(), i % image.width());
  }

  private static int longest(Image image, Integer[] box) {
    int longest = 0;
    for (int c = 1; c < 3; c++) {
      longest = extent(image, box, c) > extent(image, box, longest) ? c : longest;
    }
    return longest;
  }

  private static double extent(Image image, Integer[] box, int channel) {
    double least = Double.POSITIVE_INFINITY;
    double most = Double.NEGATIVE_INFINITY;
    for (int i : box) {
      double value = sample(image, channel, i);
      least = Math.min(least, value);
      most = Math.max(most, value);
    }
    return most - least;
  }
}
