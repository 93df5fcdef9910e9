package io.chiral.imagery.file;

import io.chiral.imagery.Image;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;

/**
 * Between AWT's pictures and samples.
 *
 * <p>The raster is read directly: {@code BufferedImage.getRGB} would convert grey from a linear
 * colour space and apply embedded profiles, and it knows 8 bits only.
 */
final class Samples {
  private Samples() {}

  static Image of(BufferedImage picture, String name) throws UnreadableImageException {
    if (picture.getColorModel() instanceof IndexColorModel palette) {
      return ofPalette(picture.getRaster(), palette);
    }
    int type = picture.getRaster().getTransferType();
    if (type == DataBuffer.TYPE_FLOAT || type == DataBuffer.TYPE_DOUBLE) {
      throw new UnreadableImageException(name, "floating-point samples are not supported");
    }
    if (picture.getColorModel().getColorSpace().getNumComponents() == 4) {
      throw new UnreadableImageException(name, "CMYK is not supported; convert it to RGB");
    }
    picture.coerceData(false);
    return ofBands(picture.getRaster());
  }

  private static Image ofBands(Raster raster) {
    // One or two bands are grey without and with alpha, three or four RGB without and with it.
    int step = raster.getNumBands() < 3 ? 0 : 1;
    int[][] bands = new int[3][];
    float[] top = new float[3];
    for (int c = 0; c < 3; c++) {
      bands[c] =
          raster.getSamples(
              raster.getMinX(),
              raster.getMinY(),
              raster.getWidth(),
              raster.getHeight(),
              c * step,
              (int[]) null);
      top[c] = (1L << raster.getSampleModel().getSampleSize(c * step)) - 1;
    }
    int width = raster.getWidth();
    return Image.generate(
        width, raster.getHeight(), 3, (c, y, x) -> bands[c][y * width + x] / top[c]);
  }

  private static Image ofPalette(Raster raster, IndexColorModel palette) {
    int width = raster.getWidth();
    int height = raster.getHeight();
    int[] indices =
        raster.getSamples(raster.getMinX(), raster.getMinY(), width, height, 0, (int[]) null);
    return Image.generate(
        width,
        height,
        3,
        (c, y, x) -> {
          int rgb = palette.getRGB(indices[y * width + x]);
          return ((rgb >> (16 - 8 * c)) & 0xff) / 255f;
        });
  }

  /** For people: bits a sample and colour. */
  static String describe(ColorModel colours) {
    if (colours instanceof IndexColorModel palette) {
      return "palette of " + palette.getMapSize();
    }
    int[] bits = colours.getComponentSize();
    String colour =
        switch (colours.getNumColorComponents()) {
          case 1 -> "grey";
          case 4 -> "CMYK";
          default -> "RGB";
        };
    String alpha = colours.hasAlpha() ? " with alpha" : "";
    return "%d-bit %s%s".formatted(bits.length == 0 ? 0 : bits[0], colour, alpha);
  }

  static BufferedImage toBuffered(Image image) {
    byte[] levels = image.toBytes();
    int area = image.width() * image.height();
    int green = image.channels() == 3 ? area : 0;
    int blue = image.channels() == 3 ? 2 * area : 0;
    int[] rgb = new int[area];
    for (int i = 0; i < area; i++) {
      rgb[i] =
          ((levels[i] & 0xff) << 16)
              | ((levels[green + i] & 0xff) << 8)
              | (levels[blue + i] & 0xff);
    }
    var picture = new BufferedImage(image.width(), image.height(), BufferedImage.TYPE_INT_RGB);
    picture.setRGB(0, 0, image.width(), image.height(), rgb, 0, image.width());
    return picture;
  }
}
