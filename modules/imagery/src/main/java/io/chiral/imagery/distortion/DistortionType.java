package io.chiral.imagery.distortion;

import io.chiral.imagery.Image;
import io.chiral.imagery.random.CounterRandom;

/** A type of distortion with five levels. */
public interface DistortionType {
  /** How many levels each type has. */
  int LEVELS = 5;

  /** The name in events and reports, unique in its list. */
  String id();

  /** Its place in its list, from 0; random numbers depend on it. */
  int number();

  /** The parameter of a level from 1 to 5, in the unit that the type's description names. */
  double strength(int level);

  /**
   * What stands for people's opinion in a proxy benchmark: from 5, the image itself, to 1, the
   * worst of this type.
   */
  default double proxyOpinion(int level) {
    return LEVELS + 1 - level;
  }

  /** The image distorted, clamped and rounded to 8 bits; a pure function of its arguments. */
  Image apply(Image image, int level, CounterRandom random);
}
