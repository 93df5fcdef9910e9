package io.chiral.service.config;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Every key, with its default and its meaning. Keys that end in {@code .*} take a name of the
 * user's choice in that place.
 */
public enum Option {
  ROLES("roles", "command,worker,reporting,gateway", "what this process does"),
  DATA_DIR("data.dir", "chiral-data", "where the embedded broker and the store keep their files"),
  STORE_DIR("store.dir", "", "checkpoints and tiles, shared by all workers; empty: DATA/store"),
  STORE_URI("store.uri", "", "s3://BUCKET/PREFIX in place of the directory; empty: store.dir"),
  STORE_S3_ENDPOINT("store.s3.endpoint", "", "of a service other than Amazon's"),
  STORE_S3_REGION("store.s3.region", "us-east-1", "region of the bucket"),
  STORE_S3_PATH_STYLE(
      "store.s3.path-style", "", "bucket in the path, not in the host; empty: with an endpoint"),
  STORE_COPIES_DIR(
      "store.copies.dir", "", "local copies of what is in the bucket; empty: DATA/store-copies"),
  STORE_COPIES_MIB("store.copies.mib", "4096", "MiB of copies that may stay when unused"),
  RETENTION_LAST("retention.last", "2", "checkpoints of a run that stay beside its milestones"),
  RETENTION_AGE("retention.age", "24h", "nothing younger is removed"),
  RETENTION_INTERVAL("retention.interval", "6h", "how often a worker removes what may go"),
  DATA_SETS(
      "data-sets.*",
      "",
      "[KIND:]PATH[|IMAGES] of photographs or opinions, by data set id; adds to the shipped"),
  WEIGHTS_DIR("weights.dir", "", "imported network weights; empty: DATA/weights"),
  HTTP_HOST("http.host", "127.0.0.1", "address of the public listener"),
  HTTP_PORT("http.port", "8080", "port of the public listener; 0: any free one"),
  HTTP_ORIGINS("http.origins", "", "further origins that browsers may come from"),
  HTTP_TLS_CERTIFICATE("http.tls.certificate", "", "PEM file; empty: no TLS"),
  HTTP_TLS_KEY("http.tls.key", "", "PEM file of the certificate's key"),
  AUTH_SECRET("auth.secret", "", "shared key of bearer tokens (HS256); empty: none"),
  AUTH_JWKS("auth.jwks", "", "file or URL of a key set for bearer tokens; empty: none"),
  MANAGEMENT_HOST("management.host", "127.0.0.1", "address of health and metrics"),
  MANAGEMENT_PORT("management.port", "8081", "port of health and metrics; 0: any free one"),
  KAFKA("kafka.*", "", "passed to every Kafka client as it stands"),
  KAFKA_CONSUMER("kafka.consumer.*", "", "passed to consumers only"),
  KAFKA_PRODUCER("kafka.producer.*", "", "passed to producers only"),
  TOPICS_PREFIX("topics.prefix", "chiral.", "what all topic and group names begin with"),
  TOPICS_REPLICATION(
      "topics.replication",
      "",
      "brokers that keep each topic made here; empty: as the cluster's default is"),
  EMBEDDED_BROKER_ENABLED(
      "embedded-broker.enabled", "", "Kafka in this process; empty: if kafka.bootstrap.servers is"),
  EMBEDDED_BROKER_DIR("embedded-broker.dir", "", "its files; empty: DATA/broker"),
  EMBEDDED_BROKER_PORT("embedded-broker.port", "0", "its port on 127.0.0.1; 0: any free one"),
  WORKER_ID(
      "worker.id",
      "",
      "name of this process, no other's, stable over restarts; empty: the host's and a number"),
  WORKER_THREADS("worker.threads", "0", "threads of a torch operator; 0: all cores"),
  SLICE_BUDGET("slice.budget", "30s", "a slice ends at the first step after this time"),
  TRACING_ENDPOINT(
      "tracing.endpoint",
      "",
      "OpenTelemetry collector, OTLP over HTTP (http://HOST:4318/v1/traces); empty: none"),
  CLUSTER_ENABLED("cluster.enabled", "false", "join other processes with Hazelcast"),
  CLUSTER_HOST("cluster.host", "127.0.0.1", "this host's address, where others reach it"),
  CLUSTER_PORT("cluster.port", "5701", "Hazelcast's port"),
  CLUSTER_MEMBERS("cluster.members", "", "host:port of other processes"),
  CLUSTER_DNS("cluster.dns", "", "headless service that lists the members (Kubernetes)");

  private final String key;
  private final String fallback;
  private final String meaning;

  Option(String key, String fallback, String meaning) {
    this.key = key;
    this.fallback = fallback;
    this.meaning = meaning;
  }

  /** Dotted kebab key. */
  public String key() {
    return key;
  }

  /** What holds when nothing is set; empty: see the meaning. */
  public String fallback() {
    return fallback;
  }

  /** For people. */
  public String meaning() {
    return meaning;
  }

  /** The environment variable that sets it, such as {@code CHIRAL_HTTP_PORT}. */
  public String variable() {
    return "CHIRAL_" + key.replace(".*", "").toUpperCase(Locale.ROOT).replaceAll("[.-]", "_");
  }

  boolean open() {
    return key.endsWith(".*");
  }

  /** What an open key's names begin with. */
  String stem() {
    return key.substring(0, key.length() - 1);
  }

  boolean covers(String name) {
    return open() ? name.startsWith(stem()) && name.length() > stem().length() : key.equals(name);
  }

  static List<Option> all() {
    return Arrays.asList(values());
  }
}
