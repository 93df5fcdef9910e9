package io.chiral.load.synthetic;

import io.chiral.messages.work.Cell;

/** Where a synthetic study's scores come from; asked for each once, always in the same order. */
public interface Scores {

  /** A judge's score of a test image as the cell's generator made it, not oriented. */
  double image(Cell cell, String judge, int image);

  /** An assessor's score of an item in one split's test part; more is better. */
  double item(Cell cell, int split, int content, int type, int level);

  /** What people, or the level, say of an item; more is better. */
  double opinion(String benchmark, int content, int type, int level);
}
