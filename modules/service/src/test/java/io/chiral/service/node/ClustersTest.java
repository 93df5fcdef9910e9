package io.chiral.service.node;

import static org.assertj.core.api.Assertions.assertThat;

import com.hazelcast.config.Config;
import com.hazelcast.config.JoinConfig;
import io.chiral.service.config.ChiralConfig.Cluster;
import io.chiral.service.config.ChiralConfig.Listener;
import java.util.List;
import org.junit.jupiter.api.Test;

class ClustersTest {
  private static final Listener LISTENER = new Listener("10.1.2.3", 5801);

  @Test
  void findsNamedMembersByTcp() {
    Config config = Clusters.hazelcast(new Cluster(LISTENER, List.of("10.1.2.4:5801"), null));

    JoinConfig join = config.getNetworkConfig().getJoin();
    assertThat(join.getTcpIpConfig().isEnabled()).isTrue();
    assertThat(join.getTcpIpConfig().getMembers()).containsExactly("10.1.2.4:5801");
    assertThat(join.getKubernetesConfig().isEnabled()).isFalse();
    assertNothingElse(config);
  }

  @Test
  void findsMembersByAHeadlessServiceAtTheConfiguredPort() {
    Config config = Clusters.hazelcast(new Cluster(LISTENER, List.of(), "chiral-hazelcast.svc"));

    JoinConfig join = config.getNetworkConfig().getJoin();
    assertThat(join.getKubernetesConfig().isEnabled()).isTrue();
    assertThat(join.getKubernetesConfig().getProperties())
        .containsEntry("service-dns", "chiral-hazelcast.svc")
        .containsEntry("service-port", "5801");
    assertThat(join.getTcpIpConfig().isEnabled()).isFalse();
    assertNothingElse(config);
  }

  /** The address that it listens on is the one that others are told. */
  private static void assertNothingElse(Config config) {
    assertThat(config.getNetworkConfig().getPort()).isEqualTo(5801);
    assertThat(config.getNetworkConfig().getPublicAddress()).isEqualTo("10.1.2.3");
    assertThat(config.getNetworkConfig().getInterfaces().getInterfaces())
        .containsExactly("10.1.2.3");
    assertThat(config.getNetworkConfig().getJoin().getMulticastConfig().isEnabled()).isFalse();
    assertThat(config.getNetworkConfig().getJoin().getAutoDetectionConfig().isEnabled()).isFalse();
    assertThat(config.getProperty("hazelcast.phone.home.enabled")).isEqualTo("false");
  }
}
