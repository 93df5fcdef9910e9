package io.chiral.service.node;

import io.chiral.messages.Topics;
import io.chiral.service.config.ChiralConfig;
import io.chiral.service.config.KafkaSettings;
import io.vertx.core.Vertx;

/**
 * One process: what its roles and interfaces are given.
 *
 * @param vertx this process's own
 * @param bus to all processes, for what may be lost
 * @param config as it was read
 * @param kafka with the broker's address, the embedded one's too
 * @param topics names of topics
 * @param health where components say how they are
 * @param commands where commands go
 * @param tracing from command to report
 * @param version of the software
 */
public record Node(
    Vertx vertx,
    Bus bus,
    ChiralConfig config,
    KafkaSettings kafka,
    Topics topics,
    HealthRegistry health,
    CommandSink commands,
    Tracing tracing,
    String version) {

  /** On the bus: a stop of one outstanding slice; body {@code run/slice/attempt}. */
  public static final String STOP_ADDRESS = "chiral.cancel";

  /** On the bus: progress of slices, at most four a second, never needed for correctness. */
  public static final String PROGRESS_ADDRESS = "chiral.progress";

  /** The consumer group of all workers. */
  public static String workers(Topics topics) {
    return topics.prefix() + "workers";
  }
}
