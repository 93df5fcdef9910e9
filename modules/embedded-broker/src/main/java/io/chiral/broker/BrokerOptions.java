package io.chiral.broker;

import java.nio.file.Path;

/**
 * Where an embedded broker keeps its data and where it listens.
 *
 * @param directory created where absent; one broker at a time uses it
 * @param port the clients' port on 127.0.0.1, or 0 for a free one
 */
public record BrokerOptions(Path directory, int port) {

  public BrokerOptions {
    directory = directory.toAbsolutePath().normalize();
    if (port < 0 || port > 65_535) {
      throw new IllegalArgumentException(
          "The broker's port is " + port + "; it must be 0 (a free one) to 65535.");
    }
  }

  /** Keeps its data in {@code directory} and takes a free port. */
  public static BrokerOptions at(Path directory) {
    return new BrokerOptions(directory, 0);
  }
}
