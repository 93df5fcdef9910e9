package io.chiral.service.config;

import io.chiral.imagery.dataset.DataSource;
import io.chiral.messages.Topics;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One process's configuration, checked. Keys, defaults and meanings: {@link Option}.
 *
 * @param roles what this process does
 * @param dataDir files of this installation
 * @param store checkpoints and tiles
 * @param retention which of them stay
 * @param weightsDir imported network weights
 * @param dataSets where a data set lies, by its id, besides those that are shipped
 * @param http public listener
 * @param auth who may do what; without either there is no authentication
 * @param management listener of health and metrics
 * @param kafka what Kafka clients are given
 * @param topics names of topics
 * @param topicReplication brokers that keep each topic; null: the cluster's default
 * @param embeddedBroker Kafka in this process; null: none
 * @param worker of the worker role
 * @param tracing where spans go, OTLP over HTTP; null: nowhere
 * @param cluster other processes; null: none
 */
public record ChiralConfig(
    Set<Role> roles,
    Path dataDir,
    StoreConfig store,
    RetentionConfig retention,
    Path weightsDir,
    Map<String, DataSource> dataSets,
    Http http,
    Auth auth,
    Listener management,
    KafkaSettings kafka,
    Topics topics,
    @Nullable Integer topicReplication,
    @Nullable EmbeddedBrokerConfig embeddedBroker,
    WorkerConfig worker,
    @Nullable URI tracing,
    @Nullable Cluster cluster) {

  public ChiralConfig {
    roles = Set.copyOf(roles);
    dataSets = Map.copyOf(dataSets);
  }

  /** What is known of photographs that several data sets show. */
  public Path overlapsDir() {
    return dataDir.resolve("overlaps");
  }

  /** The same, with a name for this process that it has made its own. */
  public ChiralConfig named(String id) {
    return new ChiralConfig(
        roles,
        dataDir,
        store,
        retention,
        weightsDir,
        dataSets,
        http,
        auth,
        management,
        kafka,
        topics,
        topicReplication,
        embeddedBroker,
        new WorkerConfig(id, false, worker.threads, worker.sliceBudget),
        tracing,
        cluster);
  }

  /**
   * From a file, the process's environment and overrides; later ones win.
   *
   * @param file YAML with nested or dotted keys; null: none
   * @param overrides text by dotted key
   * @throws ConfigException if a key is unknown or a value can't be used
   */
  public static ChiralConfig load(@Nullable Path file, Map<String, String> overrides) {
    return load(file, System.getenv(), overrides);
  }

  static ChiralConfig load(
      @Nullable Path file, Map<String, String> environment, Map<String, String> overrides) {
    Settings settings = new Settings();
    if (file != null) {
      settings.file(file);
    }
    return ConfigReader.read(settings.environment(environment).overrides(overrides));
  }

  /**
   * An address to listen on.
   *
   * @param host name or address
   * @param port 0: any free one
   */
  public record Listener(String host, int port) {}

  /**
   * Public listener.
   *
   * @param listener where
   * @param origins further origins that browsers may come from
   * @param tls null: plain
   */
  public record Http(Listener listener, List<String> origins, @Nullable Tls tls) {
    public Http {
      origins = List.copyOf(origins);
    }
  }

  /**
   * A certificate.
   *
   * @param certificate PEM file
   * @param key PEM file
   */
  public record Tls(Path certificate, Path key) {}

  /**
   * How bearer tokens are checked.
   *
   * @param secret shared key of HS256; null: none
   * @param jwks file or URL of a key set; null: none
   */
  public record Auth(@Nullable Secret secret, @Nullable String jwks) {
    /** Whether anybody must show a token. */
    public boolean required() {
      return secret != null || jwks != null;
    }
  }

  /**
   * Kafka in this process, on 127.0.0.1.
   *
   * @param dir its files
   * @param port 0: any free one
   */
  public record EmbeddedBrokerConfig(Path dir, int port) {}

  /**
   * The worker role.
   *
   * @param id name of this worker, stable over restarts
   * @param numbered the id is the host's name as yet; a process makes it its own when it starts
   * @param threads of a torch operator; 0: all cores
   * @param sliceBudget a slice ends at the first step after this time; read by the command role
   */
  public record WorkerConfig(String id, boolean numbered, int threads, Duration sliceBudget) {}

  /**
   * Hazelcast.
   *
   * @param listener its own address
   * @param members host:port of others
   * @param dns headless service that lists them; null: none
   */
  public record Cluster(Listener listener, List<String> members, @Nullable String dns) {
    public Cluster {
      members = List.copyOf(members);
    }
  }
}
