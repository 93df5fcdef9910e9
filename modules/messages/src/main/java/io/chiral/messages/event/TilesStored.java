package io.chiral.messages.event;

import io.chiral.messages.work.Cell;
import java.util.List;

/**
 * Image tiles of an evaluation, stored as files beside the checkpoints.
 *
 * @param study study id
 * @param run the evaluating run
 * @param cell what was evaluated
 * @param tiles one file each
 */
public record TilesStored(String study, String run, Cell cell, List<Tile> tiles)
    implements MetricEvent {

  public TilesStored {
    tiles = List.copyOf(tiles);
  }

  /**
   * One tile.
   *
   * @param image test image name
   * @param view {@code lr}, {@code hr}, {@code bicubic} or {@code output}
   * @param digest sha256 of the PNG file, in hex; its name in the store
   * @param width in pixels
   * @param height in pixels
   */
  public record Tile(String image, String view, String digest, int width, int height) {}
}
