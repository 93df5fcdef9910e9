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
import org.jspecify.annotations.Nullable;

/**
 * Vert.x alone, or with other processes by Hazelcast: membership and a faster cancel, never a
 * source of truth.
 */
final class Clusters {
  private Clusters() {}

  static Future<Vertx> vertx(@Nullable Cluster cluster) {
    VertxOptions options = new VertxOptions();
    MicrometerMetricsOptions metrics =
        new MicrometerMetricsOptions()
            .setPrometheusOptions(new VertxPrometheusOptions().setEnabled(true))
            .setJvmMetricsEnabled(true)
            .setEnabled(true);
    options.setMetricsOptions(metrics);
    if (cluster != null) {
      options.setEventBusOptions(new EventBusOptions().setHost(cluster.listener().host()));
    }
    var builder = Vertx.builder().with(options).withMetrics(new MicrometerMetricsFactory());
    return cluster == null
        ? Future.succeededFuture(builder.build())
        : builder
            .withClusterManager(new HazelcastClusterManager(hazelcast(cluster)))
            .buildClustered();
  }

  private static Config hazelcast(Cluster cluster) {
    Config config = ConfigUtil.loadConfig();
    config.setProperty("hazelcast.shutdownhook.enabled", "false");
    config.setProperty("hazelcast.phone.home.enabled", "false");
    config.setProperty("hazelcast.logging.type", "slf4j");
    NetworkConfig network = config.getNetworkConfig();
    network.setPort(cluster.listener().port()).setPublicAddress(cluster.listener().host());
    network.getInterfaces().setEnabled(true).addInterface(cluster.listener().host());
    JoinConfig join = network.getJoin();
    join.getAutoDetectionConfig().setEnabled(false);
    join.getMulticastConfig().setEnabled(false);
    if (cluster.dns() != null) {
      join.getKubernetesConfig().setEnabled(true).setProperty("service-dns", cluster.dns());
    } else {
      join.getTcpIpConfig().setEnabled(true).setMembers(cluster.members());
    }
    return config;
  }
}
