package io.chiral.broker;

import java.util.Map;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.utils.Time;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@link KafkaRaftServer} in this JVM. */
final class InProcessBroker implements EmbeddedBroker {

  private static final Logger LOG = LoggerFactory.getLogger(InProcessBroker.class);

  private final BrokerOptions options;
  private @Nullable Running running;

  InProcessBroker(BrokerOptions options) {
    this.options = options;
  }

  @Override
  public synchronized void start() {
    if (running != null) {
      throw new IllegalStateException("The broker has been started already.");
    }
    long started = System.nanoTime();
    DataDirectory directory = DataDirectory.open(options.directory());
    try {
      Ports ports = Ports.choose(options.port());
      running = new Running(directory, ports, serve(directory, ports, options.settings()));
    } finally {
      if (running == null) {
        directory.close();
      }
    }
    LOG.info(
        "broker started bootstrapServers={} directory={} millis={}",
        running.ports.bootstrapServers(),
        options.directory(),
        (System.nanoTime() - started) / 1_000_000);
  }

  @Override
  public synchronized String bootstrapServers() {
    if (running == null) {
      throw new IllegalStateException("The broker does not run; start it first.");
    }
    return running.ports.bootstrapServers();
  }

  @Override
  public synchronized void close() {
    if (running != null) {
      running.server.shutdown();
      running.server.awaitShutdown();
      running.directory.close();
      running = null;
    }
  }

  private static KafkaRaftServer serve(
      DataDirectory directory, Ports ports, Map<String, String> further) {
    KafkaRaftServer server = null;
    try {
      if (directory.wasLeftRunning()) {
        FormerBroker.unregister(directory, ports);
      }
      KafkaConfig config =
          new KafkaConfig(BrokerProperties.of(directory.logs(), ports, further), false);
      server = new KafkaRaftServer(config, Time.SYSTEM);
      server.startup();
      return server;
    } catch (RuntimeException e) {
      if (server != null) {
        server.shutdown();
      }
      throw new BrokerStartException(
          "The broker at "
              + ports.bootstrapServers()
              + " on "
              + directory.logs()
              + " did not start: "
              + e.getMessage(),
          e);
    }
  }

  private record Running(DataDirectory directory, Ports ports, KafkaRaftServer server) {}
}
