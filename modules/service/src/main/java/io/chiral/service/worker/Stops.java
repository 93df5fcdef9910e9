package io.chiral.service.worker;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * Which slices were asked to stop, as {@code run/slice/attempt}. A request may come before its
 * slice: the last thousand are remembered. Thread-safe.
 */
final class Stops {
  private static final int REMEMBERED = 1000;

  private final Set<String> keys =
      Collections.synchronizedSet(
          Collections.newSetFromMap(
              new LinkedHashMap<>() {
                private static final long serialVersionUID = 1L;

                @Override
                protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
                  return size() > REMEMBERED;
                }
              }));

  void add(String key) {
    keys.add(key);
  }

  boolean contains(String key) {
    return keys.contains(key);
  }
}
