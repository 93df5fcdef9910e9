package io.chiral.load.crash;

import java.util.List;
import java.util.concurrent.TimeoutException;

/** The Kafka of an installation. */
interface Brokers extends AutoCloseable {

  /** Returns when clients can use it. */
  void start();

  /** For whoever looks from outside. */
  String bootstrapServers();

  /** For that process of the installation. */
  String bootstrapServers(String member);

  /** Of all its processes. */
  List<Long> pids();

  /** Who was killed is started again before this returns. */
  void strike(Blow blow) throws TimeoutException;

  /** Ends all at once. */
  @Override
  void close();
}
