package io.chiral.service.node;

import com.hazelcast.config.Config;
import com.hazelcast.config.JoinConfig;
import com.hazelcast.config.NetworkConfig;
import io.chiral.service.config.ChiralConfig.Cluster;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.eventbus.EventBusOptions;
import io.vertx.micrometer.MicrometerMetricsFactory;
import io.vertx.micrometer.MicrometerMetricsOptions;
import io.vertx.micrometer.VertxPrometheusOptions;
import io.vertx.spi.cluster.hazelcast.ConfigUtil;
import io.vertx.spi.cluster.hazelcast.HazelcastClusterManager;
import java.time.Duration;

/**
 * Vert.x alone, and with other processes by Hazelcast: a faster cancel, never a source of truth.
 */
final class Clusters {
  private static final Duration LONG = Duration.ofHours(1);

  private Clusters() {}

  /** The Vert.x that the roles live on. */
  static Vertx alone() {
    MicrometerMetricsOptions metrics =
        new MicrometerMetricsOptions()
            .setPrometheusOptions(new VertxPrometheusOptions().setEnabled(true))
            .setJvmMetricsEnabled(true)
            .setEnabled(true);
    return Vertx.builder()
        .with(new VertxOptions().setMetricsOptions(metrics))
        .withMetrics(new MicrometerMetricsFactory())
        .build();
  }

  /** One that shares its event bus with other processes; small, and done when it has joined. */
  static Future<Vertx> clustered(Cluster cluster) {
    VertxOptions options =
        new VertxOptions()
            .setEventLoopPoolSize(1)
            .setWorkerPoolSize(2)
            .setInternalBlockingPoolSize(4)
            // To join waits for whoever does not answer.
            .setBlockedThreadCheckInterval(LONG.toMillis())
            .setEventBusOptions(new EventBusOptions().setHost(cluster.listener().host()));
    return Vertx.builder()
        .with(options)
        .withClusterManager(new HazelcastClusterManager(hazelcast(cluster)))
        .buildClustered();
  }

  /** What Hazelcast is given. */
  static Config hazelcast(Cluster cluster) {
    Config config = ConfigUtil.loadConfig();
    config.setProperty("hazelcast.shutdownhook.enabled", "false");
    config.setProperty("hazelcast.phone.home.enabled", "false");
    config.setProperty("hazelcast.logging.type", "slf4j");
    // Whoever hangs is given up after 10 s, not 60, and parts that lost each other come together
    // again after as long, not after 5 minutes.
    config.setProperty("hazelcast.heartbeat.interval.seconds", "1");
    config.setProperty("hazelcast.max.no.heartbeat.seconds", "10");
    config.setProperty("hazelcast.operation.call.timeout.millis", "10000");
    config.setProperty("hazelcast.merge.first.run.delay.seconds", "10");
    config.setProperty("hazelcast.merge.next.run.delay.seconds", "10");
    NetworkConfig network = config.getNetworkConfig();
    network.setPort(cluster.listener().port()).setPublicAddress(cluster.listener().host());
    network.getInterfaces().setEnabled(true).addInterface(cluster.listener().host());
    JoinConfig join = network.getJoin();
    join.getAutoDetectionConfig().setEnabled(false);
    join.getMulticastConfig().setEnabled(false);
    if (cluster.dns() != null) {
      join.getKubernetesConfig()
          .setEnabled(true)
          .setProperty("service-dns", cluster.dns())
          .setProperty("service-port", String.valueOf(cluster.listener().port()));
    } else {
      join.getTcpIpConfig().setEnabled(true).setMembers(cluster.members());
    }
    return config;
  }
}
