package io.chiral.asymmetry.evidence;

import java.util.Collection;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Values that come once a key. The same again changes nothing; another is a fault.
 *
 * @param <K> ordered keys
 * @param <V> values with a telling {@code toString}
 */
final class Once<K extends Comparable<K>, V> {

  private final String what;
  private final TreeMap<K, V> values = new TreeMap<>();

  Once(String what) {
    this.what = what;
  }

  void put(K key, V value, Faults faults) {
    V known = values.putIfAbsent(key, value);
    if (known != null
        && !known.equals(value)
        && !faults.settle(what + " of " + key, known.toString(), value.toString())) {
      values.put(key, value);
    }
  }

  @Nullable V get(K key) {
    return values.get(key);
  }

  /** The value of a key that came. */
  V known(K key) {
    return Objects.requireNonNull(values.get(key), () -> what + " of " + key + " has not come");
  }

  Collection<V> all() {
    return values.values();
  }
}
