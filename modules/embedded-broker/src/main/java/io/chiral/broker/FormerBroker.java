package io.chiral.broker;

import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.errors.BrokerIdNotRegisteredException;
import org.apache.kafka.common.errors.UnsupportedVersionException;
import org.apache.kafka.common.utils.Time;

/**
 * Takes a killed broker out of the cluster's metadata before the next one starts on its files.
 *
 * <p>Else the next one replays metadata in which it still leads every partition, loads the
 * transactions that were being completed and sends their markers; then its earlier self is fenced,
 * no partition has a leader for a moment, and Kafka (4.3.1, {@code
 * TransactionMarkerChannelManager}) takes such partitions for deleted and skips their markers. A
 * committed transaction then stays open for ever: readers stop before it and the group's offsets
 * stay "unstable". With one broker there is no other to lead meanwhile. Seen in half of the kills
 * under load.
 */
final class FormerBroker {

  private static final long PATIENCE_SECONDS = 30;

  private FormerBroker() {}

  /**
   * Starts the controller alone, unregisters the broker, stops the controller. Does nothing where
   * that was done before and the next broker was killed before it registered.
   */
  static void unregister(DataDirectory directory, Ports ports) {
    KafkaConfig config =
        new KafkaConfig(BrokerProperties.controllerOnly(directory.logs(), ports), false);
    KafkaRaftServer controller = new KafkaRaftServer(config, Time.SYSTEM);
    try {
      controller.startup();
      unregister(Ports.HOST + ":" + ports.controller());
    } catch (ExecutionException | TimeoutException e) {
      throw new BrokerStartException(
          "The broker that was killed on %s could not be unregistered: %s"
              .formatted(directory.logs(), e),
          e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new BrokerStartException("Interrupted while the broker started.", e);
    } finally {
      controller.shutdown();
      controller.awaitShutdown();
    }
  }

  /**
   * Asks until the controller has read which metadata version its own log stands at: until then it
   * refuses every client that speaks to it directly (Kafka 4.3.1, {@code
   * ControllerApis.handleDescribeCluster}), and a client that was refused is of no more use. No
   * pause between: making a client and being refused takes some 15 ms in itself.
   */
  private static void unregister(String controller)
      throws ExecutionException, TimeoutException, InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    while (true) {
      try (Admin admin = Admin.create(Map.of("bootstrap.controllers", controller))) {
        admin
            .unregisterBroker(BrokerProperties.NODE_ID)
            .all()
            .get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        return;
      } catch (ExecutionException e) {
        if (e.getCause() instanceof BrokerIdNotRegisteredException) {
          return;
        }
        boolean notReadYet = e.getCause() instanceof UnsupportedVersionException;
        if (!notReadYet || System.nanoTime() - deadline > 0) {
          throw e;
        }
      }
    }
  }
}
