package io.chiral.imagery.degradation;

import io.chiral.imagery.random.CounterRandom;
import java.util.ArrayList;
import java.util.List;

/** Draws one after the other: the n-th is a function of the generator and n. One thread. */
final class Dice {
  private final CounterRandom random;
  private long next;

  Dice(CounterRandom random) {
    this.random = random;
  }

  double uniform(double from, double to) {
    return from + (to - from) * random.uniform(next++);
  }

  boolean chance(double probability) {
    return random.uniform(next++) < probability;
  }

  /** Uniform in {@code from} … {@code to}, both included. */
  int integer(int from, int to) {
    return from + random.index(next++, to - from + 1);
  }

  <T> T one(List<T> of) {
    return of.get(integer(0, of.size() - 1));
  }

  /** The number of one of several outcomes; probabilities sum to 1. */
  int weighted(double... probabilities) {
    double left = random.uniform(next++);
    for (int i = 0; i < probabilities.length - 1; i++) {
      left -= probabilities[i];
      if (left < 0) {
        return i;
      }
    }
    return probabilities.length - 1;
  }

  /** 0 … n − 1 in random order. */
  List<Integer> order(int n) {
    List<Integer> order = new ArrayList<>();
    for (int i = 0; i < n; i++) {
      order.add(integer(0, i), i);
    }
    return order;
  }

  /** A generator for many draws at once, one a sample. */
  CounterRandom field() {
    return random.part(next++);
  }
}
