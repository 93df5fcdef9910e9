package io.chiral.broker;

import java.nio.file.Path;
import java.util.Map;

/**
 * Where an embedded broker keeps its data and where it listens.
 *
 * @param directory created where absent; one broker at a time uses it
 * @param port the clients' port on 127.0.0.1, or 0 for a free one
 * @param settings further ones by Kafka's names, over ours; those that list listeners are added to
 *     ours. For trials that need a second door to the broker
 */
public record BrokerOptions(Path directory, int port, Map<String, String> settings) {

  public BrokerOptions {
    directory = directory.toAbsolutePath().normalize();
    settings = Map.copyOf(settings);
    if (port < 0 || port > 65_535) {
      throw new IllegalArgumentException(
          "The broker's port is " + port + "; it must be 0 (a free one) to 65535.");
    }
  }

  /** Keeps its data in {@code directory} and listens on {@code port}. */
  public BrokerOptions(Path directory, int port) {
    this(directory, port, Map.of());
  }

  /** Keeps its data in {@code directory} and takes a free port. */
  public static BrokerOptions at(Path directory) {
    return new BrokerOptions(directory, 0);
  }
}
