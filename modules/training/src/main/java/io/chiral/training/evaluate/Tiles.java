package io.chiral.training.evaluate;

import io.chiral.imagery.Image;
import io.chiral.imagery.file.ImageFiles;
import io.chiral.imagery.resize.Bicubic;
import io.chiral.messages.event.TilesStored.Tile;
import io.chiral.training.checkpoint.CheckpointStore;
import java.util.List;

/**
 * Small pictures for people: the middle of an image, at most {@value #LARGEST} pixels wide and
 * high, as it went in, as it should be, interpolated, and as it came out.
 */
record Tiles(CheckpointStore store, int scale) {

  static final int LARGEST = 256;

  List<Tile> store(String image, Image lr, Image hr, Image output) {
    return List.of(
        tile(image, "lr", middle(lr, LARGEST / scale)),
        tile(image, "hr", middle(lr, hr)),
        tile(image, "bicubic", middle(lr, Bicubic.upscale(lr, scale))),
        tile(image, "output", middle(lr, output)));
  }

  private Tile tile(String image, String view, Image picture) {
    String digest = store.putFile(ImageFiles.encodePng(picture));
    return new Tile(image, view, digest, picture.width(), picture.height());
  }

  private static Image middle(Image image, int largest) {
    int width = Math.min(largest, image.width());
    int height = Math.min(largest, image.height());
    return image.crop((image.width() - width) / 2, (image.height() - height) / 2, width, height);
  }

  /** The part of a large image that the middle of its low-resolution partner shows. */
  private Image middle(Image lr, Image large) {
    int width = Math.min(LARGEST / scale, lr.width());
    int height = Math.min(LARGEST / scale, lr.height());
    int x = (lr.width() - width) / 2;
    int y = (lr.height() - height) / 2;
    return large.crop(scale * x, scale * y, scale * width, scale * height);
  }
}
