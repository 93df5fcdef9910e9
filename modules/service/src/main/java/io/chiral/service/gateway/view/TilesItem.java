package io.chiral.service.gateway.view;

import io.chiral.messages.event.TilesStored;
import io.chiral.messages.work.Cell;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The tiles of one evaluation. */
public final class TilesItem extends Item {

  private final Cell cell;
  private final Map<String, TilesStored.Tile> tiles = new LinkedHashMap<>();

  TilesItem(TilesStored event) {
    super(Kind.IMAGES, event.study(), event.run());
    cell = event.cell();
  }

  void put(TilesStored event) {
    event.tiles().forEach(tile -> tiles.put(tile.image() + '\n' + tile.view(), tile));
  }

  @Override
  public Tiles value(Since since) {
    return new Tiles(cell, new ArrayList<>(tiles.values()));
  }

  /**
   * Tiles as monitors see them; a file is at {@code /api/v1/images/DIGEST.png}.
   *
   * @param cell what was evaluated
   * @param tiles one an image and view
   */
  public record Tiles(Cell cell, List<TilesStored.Tile> tiles) {}
}
