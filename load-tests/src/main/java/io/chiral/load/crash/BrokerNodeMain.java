package io.chiral.load.crash;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.OutputStream;
import java.io.PrintStream;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.MetadataVersion;

/**
 * A node of a Kafka cluster as anybody may run one: formatted storage, a file of settings, Kafka's
 * own server. Nothing of the embedded broker is in it.
 */
final class BrokerNodeMain {
  private BrokerNodeMain() {}

  /** Arguments: the file of settings and the cluster's id. */
  public static void main(String[] arguments) throws Exception {
    ChildMain.endWithParent();
    Properties settings = new Properties();
    try (Reader file = Files.newBufferedReader(Path.of(arguments[0]))) {
      settings.load(file);
    }
    Path logs = Path.of(settings.getProperty("log.dirs"));
    if (!Files.exists(logs.resolve("meta.properties"))) {
      format(settings, logs, arguments[1]);
    }
    KafkaRaftServer server = new KafkaRaftServer(new KafkaConfig(settings, false), Time.SYSTEM);
    server.startup();
    server.awaitShutdown();
  }

  private static void format(Properties settings, Path logs, String clusterId) throws Exception {
    Files.createDirectories(logs);
    new Formatter()
        .setPrintStream(new PrintStream(OutputStream.nullOutputStream(), false, UTF_8))
        .setClusterId(clusterId)
        .setNodeId(Integer.parseInt(settings.getProperty("node.id")))
        .setReleaseVersion(MetadataVersion.LATEST_PRODUCTION)
        .setControllerListenerName(settings.getProperty("controller.listener.names"))
        .setMetadataLogDirectory(logs.toString())
        .setDirectories(List.of(logs.toString()))
        .run();
  }
}
