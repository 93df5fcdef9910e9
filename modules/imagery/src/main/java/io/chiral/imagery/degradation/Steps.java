package io.chiral.imagery.degradation;

import io.chiral.imagery.Image;
import io.chiral.imagery.Plane;
import io.chiral.imagery.file.ImageFiles;
import io.chiral.imagery.file.UnreadableImageException;
import io.chiral.imagery.filter.Border;
import io.chiral.imagery.filter.Convolution;
import io.chiral.imagery.filter.Kernel;

/** Steps that both pipelines take. */
final class Steps {
  private Steps() {}

  static Image filtered(Image image, Kernel kernel) {
    Plane[] planes = new Plane[image.channels()];
    for (int c = 0; c < planes.length; c++) {
      planes[c] = Convolution.full(image.plane(c, 1), kernel, Border.REFLECT);
    }
    return Image.ofPlanes(planes);
  }

  /**
   * Written to JPEG and read again, by the platform's coder with IJG's tables and chroma at half
   * the size.
   *
   * @param quality of 100
   */
  static Image jpeg(Image image, double quality) {
    try {
      return ImageFiles.decode(ImageFiles.encodeJpeg(image, quality / 100), "own JPEG");
    } catch (UnreadableImageException e) {
      throw new IllegalStateException("a JPEG just written cannot be read", e);
    }
  }

  static Image clamped(Image image) {
    return Image.generate(
        image.width(),
        image.height(),
        image.channels(),
        (c, y, x) -> Math.min(Math.max(image.at(c, y, x), 0f), 1f));
  }
}
