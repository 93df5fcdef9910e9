package io.chiral.imagery.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.chiral.imagery.Image;
import io.chiral.imagery.texture.DeadLeaves;
import java.awt.Transparency;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.stream.Stream;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriter;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ImageFilesTest {
  private final Image image = DeadLeaves.render(40, 24, 3);

  @ParameterizedTest
  @ValueSource(strings = {"png", "bmp", "tiff"})
  void losslessFormatsKeepEverySample(String format) throws IOException {
    assertThat(ImageFiles.decode(written(ImageFiles.toBuffered(image), format), format))
        .isEqualTo(image);
  }

  @Test
  void aJpegOfHighQualityIsNearItsImage() throws IOException {
    Image smooth = Image.generate(64, 64, 3, (c, y, x) -> (x + y) / 160f);
    Image decoded = ImageFiles.decode(ImageFiles.encodeJpeg(smooth, 0.95), "jpeg");
    for (int i = 0; i < 64; i++) {
      // Quality 95 quantises the lowest frequencies by at most 2 levels.
      assertThat(Math.abs(decoded.at(1, i, i) - smooth.at(1, i, i))).isLessThan(4f / 255);
    }
  }

  @Test
  void webpIsRead() throws IOException {
    // 4×4 pixels of one colour, lossless, as Pillow writes them.
    byte[] webp =
        Base64.getDecoder().decode("UklGRh4AAABXRUJQVlA4TBEAAAAvA8AAAAdQjyKXp/+BiOh/AAA=");
    Image read = ImageFiles.decode(webp, "red.webp");
    assertThat(read)
        .isEqualTo(Image.generate(4, 4, 3, (c, y, x) -> (c == 0 ? 200 : c == 1 ? 30 : 60) / 255f));
  }

  @Test
  void greyBecomesThreeEqualChannelsWithoutAGammaCurve() throws IOException {
    BufferedImage grey = new BufferedImage(2, 1, BufferedImage.TYPE_BYTE_GRAY);
    grey.getRaster().setSample(1, 0, 0, 100);
    Image read = ImageFiles.decode(written(grey, "png"), "grey");
    assertThat(read.channels()).isEqualTo(3);
    assertThat(read.at(0, 0, 1)).isEqualTo(100f / 255).isEqualTo(read.at(2, 0, 1));
  }

  @Test
  void sixteenBitsAreNotRounded() throws IOException {
    BufferedImage deep = new BufferedImage(1, 1, BufferedImage.TYPE_USHORT_GRAY);
    deep.getRaster().setSample(0, 0, 0, 12345);
    assertThat(ImageFiles.decode(written(deep, "png"), "deep").at(0, 0, 0))
        .isEqualTo(12345f / 65535);
  }

  @Test
  void alphaIsDroppedAndStoredColourKept() throws IOException {
    BufferedImage transparent = new BufferedImage(1, 1, BufferedImage.TYPE_INT_ARGB);
    transparent.setRGB(0, 0, 0x00ff8040);
    Image read = ImageFiles.decode(written(transparent, "png"), "alpha");
    assertThat(read.toBytes()).containsExactly((byte) 0xff, (byte) 0x80, (byte) 0x40);
  }

  /**
   * Of the eight orientations, where the upper left pixel of the stored samples goes, and width.
   */
  @ParameterizedTest
  @CsvSource({
    "1, left, top, 48", "2, right, top, 48", "3, right, bottom, 48", "4, left, bottom, 48",
    "5, left, top, 32", "6, right, top, 32", "7, right, bottom, 32", "8, left, bottom, 32"
  })
  void photographsAreTurnedUpright(int exif, String across, String down, int width)
      throws IOException {
    // Black, with a white upper left quarter and a grey upper right one.
    Image stored = Image.generate(48, 32, 3, (c, y, x) -> y >= 16 ? 0f : x < 24 ? 1f : 0.5f);
    Image read =
        ImageFiles.decode(withOrientation(ImageFiles.encodeJpeg(stored, 1), exif), "turned.jpg");
    assertThat(read.width()).isEqualTo(width);
    int x = across.equals("left") ? 4 : read.width() - 5;
    int y = down.equals("top") ? 4 : read.height() - 5;
    assertThat(read.at(0, y, x)).isGreaterThan(0.95f);
    // The grey quarter lies beside the white one along what was the upper edge.
    boolean turned = exif > 4;
    int greyX = turned ? x : read.width() - 1 - x;
    int greyY = turned ? read.height() - 1 - y : y;
    assertThat(read.at(0, greyY, greyX)).isBetween(0.45f, 0.55f);
  }

  /** Puts an EXIF segment with the one entry after the start of a JPEG file. */
  private static byte[] withOrientation(byte[] jpeg, int orientation) {
    byte[] exif =
        HexFormat.of()
            .parseHex(
                "ffe1"
                    + "0022"
                    + "457869660000" // APP1 of 34 bytes, "Exif"
                    + "4d4d002a00000008" // big endian, directory at 8
                    + "0001" // one entry: orientation, a short
                    + "0112"
                    + "0003"
                    + "00000001"
                    + "%04x0000".formatted(orientation)
                    + "00000000");
    byte[] all = new byte[jpeg.length + exif.length];
    System.arraycopy(jpeg, 0, all, 0, 2);
    System.arraycopy(exif, 0, all, 2, exif.length);
    System.arraycopy(jpeg, 2, all, 2 + exif.length, jpeg.length - 2);
    return all;
  }

  @ParameterizedTest
  @ValueSource(strings = {"png", "tiff"})
  void sixteenBitsOfEveryColourAreKept(String format) throws IOException {
    var colours =
        new ComponentColorModel(
            ColorSpace.getInstance(ColorSpace.CS_sRGB),
            false,
            false,
            Transparency.OPAQUE,
            DataBuffer.TYPE_USHORT);
    BufferedImage deep =
        new BufferedImage(colours, colours.createCompatibleWritableRaster(2, 1), false, null);
    deep.getRaster().setPixel(1, 0, new int[] {1, 40_000, 65_535});
    Image read = ImageFiles.decode(writtenByThePlatform(deep, format), format);
    assertThat(read.at(0, 0, 1)).isEqualTo(1f / 65535);
    assertThat(read.at(1, 0, 1)).isEqualTo(40_000f / 65535);
    assertThat(read.at(2, 0, 1)).isEqualTo(1f);
  }

  @Test
  void greyWithAlphaLosesItsAlpha() throws IOException {
    var colours =
        new ComponentColorModel(
            ColorSpace.getInstance(ColorSpace.CS_GRAY),
            true,
            false,
            Transparency.TRANSLUCENT,
            DataBuffer.TYPE_BYTE);
    BufferedImage grey =
        new BufferedImage(colours, colours.createCompatibleWritableRaster(1, 1), false, null);
    grey.getRaster().setPixel(0, 0, new int[] {90, 10});
    Image read = ImageFiles.decode(written(grey, "png"), "grey with alpha");
    assertThat(read.toBytes()).containsExactly((byte) 90, (byte) 90, (byte) 90);
  }

  @Test
  void cmykJpegBecomesRgb() throws IOException {
    WritableRaster raster = Raster.createInterleavedRaster(DataBuffer.TYPE_BYTE, 16, 16, 4, null);
    for (int y = 0; y < 16; y++) {
      for (int x = 0; x < 16; x++) {
        raster.setPixel(x, y, new int[] {0, 255, 255, 0}); // magenta and yellow: red
      }
    }
    ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
    var out = new ByteArrayOutputStream();
    try (var stream = new MemoryCacheImageOutputStream(out)) {
      writer.setOutput(stream);
      writer.write(null, new IIOImage(raster, null, null), null);
    } finally {
      writer.dispose();
    }
    Image read = ImageFiles.decode(out.toByteArray(), "cmyk.jpg");
    assertThat(read.channels()).isEqualTo(3);
  }

  @Test
  void aHeaderTellsFormatSizeAndSamples(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("tile.png");
    ImageFiles.writePng(image, file);
    ImageHeader header = ImageFiles.header(file);
    assertThat(header.kind()).isEqualTo("png 8-bit RGB");
    assertThat(header.width()).isEqualTo(40);
    assertThat(header.height()).isEqualTo(24);
  }

  @Test
  void palettesAreLookedUp() throws IOException {
    BufferedImage indexed = new BufferedImage(1, 1, BufferedImage.TYPE_BYTE_INDEXED);
    indexed.setRGB(0, 0, 0xff3366cc);
    Image read = ImageFiles.decode(written(indexed, "gif"), "palette");
    assertThat(read.toBytes()).containsExactly((byte) 0x33, (byte) 0x66, (byte) 0xcc);
  }

  @Test
  void aDamagedFileIsNamedWithItsReason(@TempDir Path folder) throws IOException {
    byte[] whole = ImageFiles.encodePng(image);
    Path file = folder.resolve("half.png");
    Files.write(file, Arrays.copyOf(whole, whole.length / 2));
    assertThatThrownBy(() -> ImageFiles.read(file))
        .isInstanceOf(UnreadableImageException.class)
        .hasMessageContaining("half.png")
        .hasMessageContaining("damaged");
    assertThatThrownBy(() -> ImageFiles.decode(new byte[0], "empty.png"))
        .hasMessageContaining("empty.png: not an image");
  }

  /** Pillow refuses such files, too; the platform's decoder makes up what is missing. */
  @ParameterizedTest
  @ValueSource(doubles = {0.3, 0.6, 0.9})
  void aJpegThatEndsEarlyIsRefused(double share) throws IOException {
    byte[] whole = ImageFiles.encodeJpeg(image, 0.9);
    assertThat(ImageFiles.decode(whole, "whole.jpg").width()).isEqualTo(image.width());
    byte[] cut = Arrays.copyOf(whole, whole.length - (int) ((1 - share) * (whole.length - 640)));
    assertThatThrownBy(() -> ImageFiles.decode(cut, "cut.jpg"))
        .isInstanceOf(UnreadableImageException.class)
        .hasMessageContaining("cut.jpg: it ends early");
  }

  @Test
  void writingLeavesNothingButTheFile(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("tile.png");
    ImageFiles.writePng(image, file);
    ImageFiles.writePng(image.flipVertically(), file);
    assertThat(ImageFiles.read(file)).isEqualTo(image.flipVertically());
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files).containsExactly(file);
    }
  }

  /** TwelveMonkeys' TIFF writer knows 8 bits only. */
  private static byte[] writtenByThePlatform(BufferedImage picture, String format)
      throws IOException {
    for (var writers = ImageIO.getImageWritersByFormatName(format); writers.hasNext(); ) {
      ImageWriter writer = writers.next();
      if (writer.getClass().getName().startsWith("com.sun.")) {
        var out = new ByteArrayOutputStream();
        try (var stream = new MemoryCacheImageOutputStream(out)) {
          writer.setOutput(stream);
          writer.write(picture);
        }
        return out.toByteArray();
      }
    }
    throw new IOException("no writer for " + format);
  }

  private static byte[] written(BufferedImage picture, String format) throws IOException {
    var out = new ByteArrayOutputStream();
    assertThat(ImageIO.write(picture, format, out)).isTrue();
    return out.toByteArray();
  }
}
