package io.chiral.service.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What k8s/ ships is a configuration that this program takes, and that can form a cluster. */
class ManifestsTest {

  private static final Path K8S = Path.of("..", "..", "k8s");
  private static final YAMLMapper YAML = new YAMLMapper();

  @Test
  void podsTellOthersTheirOwnAddress(@TempDir Path folder) throws IOException {
    JsonNode map = YAML.readTree(Files.readString(K8S.resolve("configmap.yaml")));
    Path file =
        Files.writeString(folder.resolve("chiral.yaml"), map.at("/data/chiral.yaml").asText());

    ChiralConfig config =
        ChiralConfig.load(file, Map.of("CHIRAL_CLUSTER_HOST", "10.1.2.3"), Map.of());

    assertThat(Objects.requireNonNull(config.cluster()).listener().host()).isEqualTo("10.1.2.3");
    assertThat(config.cluster().dns()).startsWith("chiral-hazelcast.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"command", "gateway", "reporting", "worker"})
  void everyPodIsGivenItsAddress(String role) throws IOException {
    JsonNode pod = YAML.readTree(Files.readString(K8S.resolve(role + ".yaml")));
    JsonNode given = pod.at("/spec/template/spec/containers/0/env");

    assertThat(given)
        .filteredOn(each -> each.at("/name").asText().equals("CHIRAL_CLUSTER_HOST"))
        .singleElement()
        .matches(each -> each.at("/valueFrom/fieldRef/fieldPath").asText().equals("status.podIP"));
  }

  @Test
  void membersThatAreNotReadyYetAreFoundToo() throws IOException {
    JsonNode service = YAML.readTree(Files.readString(K8S.resolve("hazelcast.yaml")));

    assertThat(service.at("/spec/publishNotReadyAddresses").asBoolean()).isTrue();
    assertThat(service.at("/spec/clusterIP").asText()).isEqualTo("None");
  }

  @ParameterizedTest
  @ValueSource(strings = {"0.0.0.0", "::", "[::]", "0", "::0", "0:0:0:0:0:0:0:0", "*"})
  void aWildcardIsNoAddressToTellOthers(String wildcard) {
    Map<String, String> overrides =
        Map.of("cluster.enabled", "true", "cluster.host", wildcard, "cluster.members", "a:1");

    assertThatThrownBy(() -> ChiralConfig.load(null, Map.of(), overrides))
        .isInstanceOf(ConfigException.class)
        .hasMessageContainingAll("cluster.host", wildcard, "must reach it");
  }

  @ParameterizedTest
  @ValueSource(strings = {"10.0.0.0", "127.0.0.1", "::1", "fe80::1", "worker-0", "100.0.0.1"})
  void anythingElseIs(String host) {
    Map<String, String> overrides = Map.of("cluster.enabled", "true", "cluster.host", host);

    ChiralConfig config = ChiralConfig.load(null, Map.of(), overrides);

    assertThat(Objects.requireNonNull(config.cluster()).listener().host()).isEqualTo(host);
  }
}
