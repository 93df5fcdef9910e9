package io.chiral.service.config;

import io.chiral.imagery.dataset.DataSource;
import io.chiral.messages.Topics;
import io.chiral.objectstore.S3Settings;
import io.chiral.service.config.ChiralConfig.Auth;
import io.chiral.service.config.ChiralConfig.Cluster;
import io.chiral.service.config.ChiralConfig.EmbeddedBrokerConfig;
import io.chiral.service.config.ChiralConfig.Http;
import io.chiral.service.config.ChiralConfig.Listener;
import io.chiral.service.config.ChiralConfig.Tls;
import io.chiral.service.config.ChiralConfig.WorkerConfig;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** From text to meaning; every rule about a value stands here. */
final class ConfigReader {
  private static final int MAX_PORT = 65535;
  private static final int MAX_THREADS = 1024;
  private static final int MAX_KEPT = 1_000_000;
  private static final int MAX_MIB = 1 << 30;

  /** IPv4's and IPv6's, however they are written. */
  private static final Pattern WILDCARD = Pattern.compile("[0.]+|\\[?[0:.]*::?[0:.]*]?|\\*");

  /** What can stand in an address and in Kafka's names as it is. */
  private static final Pattern WORKER = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,127}");

  private static final String BOOTSTRAP = "bootstrap.servers";

  private ConfigReader() {}

  static ChiralConfig read(Settings settings) {
    Path data = Path.of(settings.text(Option.DATA_DIR));
    return new ChiralConfig(
        settings.list(Option.ROLES).stream().map(Role::named).collect(Collectors.toSet()),
        data,
        store(settings, data),
        new RetentionConfig(
            settings.number(Option.RETENTION_LAST, 1, MAX_KEPT),
            duration(settings, Option.RETENTION_AGE),
            duration(settings, Option.RETENTION_INTERVAL)),
        path(settings, Option.WEIGHTS_DIR, data.resolve("weights")),
        dataSets(settings),
        new Http(
            listener(settings, Option.HTTP_HOST, Option.HTTP_PORT),
            settings.list(Option.HTTP_ORIGINS),
            tls(settings)),
        auth(settings),
        listener(settings, Option.MANAGEMENT_HOST, Option.MANAGEMENT_PORT),
        new KafkaSettings(
            settings.named(Option.KAFKA),
            settings.named(Option.KAFKA_CONSUMER),
            settings.named(Option.KAFKA_PRODUCER)),
        topics(settings),
        replication(settings),
        broker(settings, data),
        worker(settings),
        tracing(settings),
        cluster(settings));
  }

  private static StoreConfig store(Settings settings, Path data) {
    return new StoreConfig(
        path(settings, Option.STORE_DIR, data.resolve("store")),
        bucket(settings),
        path(settings, Option.STORE_COPIES_DIR, data.resolve("store-copies")),
        (long) settings.number(Option.STORE_COPIES_MIB, 0, MAX_MIB) << 20);
  }

  private static @Nullable S3Settings bucket(Settings settings) {
    String place = settings.textOrNull(Option.STORE_URI);
    if (place == null) {
      return null;
    }
    String endpoint = settings.textOrNull(Option.STORE_S3_ENDPOINT);
    try {
      return S3Settings.of(
          place,
          endpoint == null ? null : URI.create(endpoint),
          settings.text(Option.STORE_S3_REGION),
          settings.flag(Option.STORE_S3_PATH_STYLE, endpoint != null));
    } catch (IllegalArgumentException e) {
      throw new ConfigException("store: " + e.getMessage(), e);
    }
  }

  private static Map<String, DataSource> dataSets(Settings settings) {
    return settings.named(Option.DATA_SETS).entrySet().stream()
        .collect(Collectors.toMap(ConfigReader::dataSetId, ConfigReader::dataSource));
  }

  private static DataSource dataSource(Map.Entry<String, String> entry) {
    try {
      return DataSource.parse(entry.getValue());
    } catch (IllegalArgumentException e) {
      throw new ConfigException("data-sets.%s: %s".formatted(entry.getKey(), e.getMessage()), e);
    }
  }

  private static String dataSetId(Map.Entry<String, String> entry) {
    if (!entry.getKey().matches("[a-z0-9][a-z0-9._-]{0,63}")) {
      throw new ConfigException(
          "data-sets.%s: an id is 1 to 64 of a-z 0-9 . _ - and begins with a letter or digit"
              .formatted(entry.getKey()));
    }
    return entry.getKey();
  }

  private static Listener listener(Settings settings, Option host, Option port) {
    return new Listener(settings.text(host), settings.number(port, 0, MAX_PORT));
  }

  private static @Nullable Tls tls(Settings settings) {
    String certificate = settings.textOrNull(Option.HTTP_TLS_CERTIFICATE);
    String key = settings.textOrNull(Option.HTTP_TLS_KEY);
    if (certificate == null && key == null) {
      return null;
    }
    if (certificate == null || key == null) {
      throw new ConfigException("http.tls: both certificate and key are needed, or neither");
    }
    return new Tls(Path.of(certificate), Path.of(key));
  }

  private static Auth auth(Settings settings) {
    String secret = settings.textOrNull(Option.AUTH_SECRET);
    String jwks = settings.textOrNull(Option.AUTH_JWKS);
    if (secret != null || jwks != null) {
      // Better closed than open to everybody who was thought to need a token.
      throw new ConfigException(
          "%s: bearer tokens are not checked in this version; remove the key and stay on loopback"
              .formatted(secret == null ? Option.AUTH_JWKS.key() : Option.AUTH_SECRET.key()));
    }
    return new Auth(null, null);
  }

  private static Topics topics(Settings settings) {
    try {
      return new Topics(settings.text(Option.TOPICS_PREFIX));
    } catch (IllegalArgumentException e) {
      throw new ConfigException("topics.prefix: " + e.getMessage(), e);
    }
  }

  private static @Nullable Integer replication(Settings settings) {
    return settings.textOrNull(Option.TOPICS_REPLICATION) == null
        ? null
        : Integer.valueOf(settings.number(Option.TOPICS_REPLICATION, 1, Short.MAX_VALUE));
  }

  private static @Nullable EmbeddedBrokerConfig broker(Settings settings, Path data) {
    boolean external = settings.named(Option.KAFKA).containsKey(BOOTSTRAP);
    boolean enabled = settings.flag(Option.EMBEDDED_BROKER_ENABLED, !external);
    if (enabled && external) {
      throw new ConfigException(
          "kafka.bootstrap.servers and embedded-broker.enabled: set one of the two");
    }
    if (!enabled && !external) {
      throw new ConfigException(
          "kafka.bootstrap.servers: needed where embedded-broker.enabled is false");
    }
    return enabled
        ? new EmbeddedBrokerConfig(
            path(settings, Option.EMBEDDED_BROKER_DIR, data.resolve("broker")),
            settings.number(Option.EMBEDDED_BROKER_PORT, 0, MAX_PORT))
        : null;
  }

  private static WorkerConfig worker(Settings settings) {
    String id = settings.textOrNull(Option.WORKER_ID);
    if (id != null && !WORKER.matcher(id).matches()) {
      throw new ConfigException(
          ("worker.id: '%s' must be 1 to 128 of A-Z a-z 0-9 . _ - and begin with a letter or digit")
              .formatted(id));
    }
    return new WorkerConfig(
        id == null ? hostName() : id,
        id == null,
        settings.number(Option.WORKER_THREADS, 0, MAX_THREADS),
        duration(settings, Option.SLICE_BUDGET));
  }

  private static String hostName() {
    try {
      return InetAddress.getLocalHost().getHostName().toLowerCase(Locale.ROOT);
    } catch (UnknownHostException e) {
      throw new ConfigException(
          "worker.id: this host has no name (%s); set it".formatted(e.getMessage()), e);
    }
  }

  private static @Nullable Cluster cluster(Settings settings) {
    return settings.flag(Option.CLUSTER_ENABLED, false)
        ? new Cluster(
            memberAddress(listener(settings, Option.CLUSTER_HOST, Option.CLUSTER_PORT)),
            settings.list(Option.CLUSTER_MEMBERS),
            settings.textOrNull(Option.CLUSTER_DNS))
        : null;
  }

  /** Others are told this address: it must be one. */
  private static Listener memberAddress(Listener listener) {
    if (WILDCARD.matcher(listener.host()).matches()) {
      throw new ConfigException(
          ("cluster.host: '%s' stands for every address, but other processes are told this one and"
                  + " must reach it; give this host's own (in Kubernetes the pod's IP)")
              .formatted(listener.host()));
    }
    return listener;
  }

  private static @Nullable URI tracing(Settings settings) {
    String endpoint = settings.textOrNull(Option.TRACING_ENDPOINT);
    if (endpoint != null && !endpoint.matches("https?://[^/\\s]+/\\S*")) {
      throw new ConfigException(
          "tracing.endpoint: '%s' is no address such as http://127.0.0.1:4318/v1/traces"
              .formatted(endpoint));
    }
    return endpoint == null ? null : URI.create(endpoint);
  }

  private static Path path(Settings settings, Option option, Path otherwise) {
    String value = settings.textOrNull(option);
    return value == null ? otherwise : Path.of(value);
  }

  /** {@code 500ms}, {@code 30s}, {@code 2m}, or ISO 8601 ({@code PT30S}). */
  private static Duration duration(Settings settings, Option option) {
    String value = settings.text(option);
    try {
      Duration duration =
          value.endsWith("ms")
              ? Duration.ofMillis(Long.parseLong(value.substring(0, value.length() - 2)))
              : Duration.parse(value.startsWith("P") ? value : "PT" + value);
      if (duration.isNegative() || duration.isZero()) {
        throw new ConfigException("%s: '%s' must be above 0".formatted(option.key(), value));
      }
      return duration;
    } catch (DateTimeParseException | NumberFormatException e) {
      throw new ConfigException(
          "%s: '%s' is no time; write 500ms, 30s or 2m".formatted(option.key(), value), e);
    }
  }
}
