package io.chiral.service.gateway;

import io.chiral.training.checkpoint.CheckpointStore;
import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.imageio.ImageIO;

/** Small PNGs that can be told apart. */
final class Pictures {

  private Pictures() {}

  static Map<String, String> store(CheckpointStore store, String... views) throws IOException {
    Map<String, String> digests = new LinkedHashMap<>();
    for (int i = 0; i < views.length; i++) {
      digests.put(views[i], store.putFile(png(i)));
    }
    return digests;
  }

  static byte[] png(int number) throws IOException {
    BufferedImage image = new BufferedImage(64, 64, BufferedImage.TYPE_INT_RGB);
    Graphics2D paint = image.createGraphics();
    paint.setPaint(
        new GradientPaint(0, 0, Color.getHSBColor(number / 5f, 0.7f, 0.9f), 64, 64, Color.BLACK));
    paint.fillRect(0, 0, 64, 64);
    paint.setColor(Color.WHITE);
    paint.drawOval(10 + 4 * number, 10, 30, 30);
    paint.dispose();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    ImageIO.write(image, "png", bytes);
    return bytes.toByteArray();
  }
}
