package io.chiral.service.config;

import java.util.Locale;

/** What one process may do; by default it does all. */
public enum Role {
  /** Decides: commands and outcomes in, states and slices out. */
  COMMAND,
  /** Computes slices. */
  WORKER,
  /** Folds metric events into reports. */
  REPORTING,
  /** Speaks HTTP and WebSocket. */
  GATEWAY;

  static Role named(String name) {
    for (Role role : values()) {
      if (role.key().equals(name)) {
        return role;
      }
    }
    throw new ConfigException(
        "roles: '%s' is no role; use command, worker, reporting, gateway".formatted(name));
  }

  /** As it is written in the configuration. */
  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }
}
