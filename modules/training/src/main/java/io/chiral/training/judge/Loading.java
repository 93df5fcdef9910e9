package io.chiral.training.judge;

import io.chiral.imagery.Image;
import io.chiral.imagery.dataset.ImageEntry;
import java.util.Iterator;

/** Images of entries, one in memory at a time. */
record Loading(Iterator<ImageEntry> entries) implements Iterator<Image> {

  @Override
  public boolean hasNext() {
    return entries.hasNext();
  }

  @Override
  public Image next() {
    return entries.next().load();
  }
}
