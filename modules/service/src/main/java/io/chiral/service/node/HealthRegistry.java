package io.chiral.service.node;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * The health of every component of this process, asked for when somebody wants to know. Components
 * answer at once, from what they know. Thread-safe.
 */
public final class HealthRegistry {
  private final Map<String, Supplier<Health>> components = new ConcurrentHashMap<>();

  /** A component of that name answers so from now on. */
  public void register(String component, Supplier<Health> check) {
    components.put(component, check);
  }

  /** Each component's health, by name. */
  public Map<String, Health> check() {
    Map<String, Health> all = new TreeMap<>();
    components.forEach((name, check) -> all.put(name, check.get()));
    return all;
  }

  /** Whether that component is ready, or was never heard of. */
  public boolean ready(String component) {
    Supplier<Health> check = components.get(component);
    return check == null || check.get().ready();
  }

  /** The health of each component that has ended for good, by name; empty: the process is live. */
  public Map<String, Health> ended() {
    Map<String, Health> ended = check();
    ended.values().removeIf(Health::live);
    return ended;
  }

  /** Whether every component is ready. */
  public boolean ready() {
    return check().values().stream().allMatch(Health::ready);
  }
}
