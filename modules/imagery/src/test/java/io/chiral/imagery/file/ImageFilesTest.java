package io.chiral.imagery.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.chiral.imagery.Image;
import io.chiral.imagery.texture.DeadLeaves;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
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

  private static byte[] written(BufferedImage picture, String format) throws IOException {
    var out = new ByteArrayOutputStream();
    assertThat(ImageIO.write(picture, format, out)).isTrue();
    return out.toByteArray();
  }
}
