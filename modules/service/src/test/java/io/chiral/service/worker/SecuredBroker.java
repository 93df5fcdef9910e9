package io.chiral.service.worker;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.chiral.testkit.Cable;
import io.chiral.testkit.TestBroker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.ScramCredentialInfo;
import org.apache.kafka.clients.admin.ScramMechanism;
import org.apache.kafka.clients.admin.UserScramCredentialUpsertion;

/**
 * A broker with a listener that speaks TLS, with a certificate of its own making, and knows one
 * user by a password (SCRAM). Connections have to show it again every two seconds.
 */
final class SecuredBroker implements AutoCloseable {
  static final String PASSWORD = "right-6b1f0c";
  static final String OTHER_PASSWORD = "wrong-93ad77";

  private static final String USER = "chiral";
  private static final String STORE_PASSWORD = "store-4d2e18";
  private static final String SCRAM = "org.apache.kafka.common.security.scram.ScramLoginModule";

  private final int port = Cable.freePort();
  private final Path certificate;
  private final TestBroker broker;

  /**
   * @param folder for key and certificate; made here
   */
  SecuredBroker(Path folder) throws Exception {
    Files.createDirectories(folder);
    Path key = folder.resolve("broker.p12");
    certificate = folder.resolve("broker.pem");
    keytool(key, "-genkeypair -keyalg EC -dname CN=broker -ext san=ip:127.0.0.1 -validity 2");
    keytool(key, "-exportcert -rfc -file " + certificate);
    broker = new TestBroker(listener(key));
    setPassword(PASSWORD);
  }

  private static void keytool(Path store, String action) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    command.addAll(List.of(action.split(" ")));
    command.addAll(
        List.of("-alias", "broker", "-storetype", "PKCS12", "-keystore", store.toString()));
    command.addAll(List.of("-storepass", STORE_PASSWORD));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), UTF_8);
    if (process.waitFor() != 0) {
      throw new IOException("keytool: " + said);
    }
  }

  private Map<String, String> listener(Path key) {
    Map<String, String> settings = new HashMap<>();
    settings.put("listeners", "SASL_SSL://" + address());
    settings.put("advertised.listeners", "SASL_SSL://" + address());
    settings.put("listener.security.protocol.map", "SASL_SSL:SASL_SSL");
    settings.put("sasl.enabled.mechanisms", "SCRAM-SHA-512");
    String prefix = "listener.name.sasl_ssl.";
    settings.put(prefix + "scram-sha-512.sasl.jaas.config", SCRAM + " required;");
    settings.put(prefix + "scram-sha-512.connections.max.reauth.ms", "2000");
    settings.put(prefix + "ssl.keystore.type", "PKCS12");
    settings.put(prefix + "ssl.keystore.location", key.toString());
    settings.put(prefix + "ssl.keystore.password", STORE_PASSWORD);
    return settings;
  }

  /** What the service is configured with. */
  Map<String, String> client(String password) {
    return Map.of(
        "kafka.bootstrap.servers",
        address(),
        "kafka.security.protocol",
        "SASL_SSL",
        "kafka.sasl.mechanism",
        "SCRAM-SHA-512",
        "kafka.sasl.jaas.config",
        "%s required username=\"%s\" password=\"%s\";".formatted(SCRAM, USER, password),
        "kafka.ssl.truststore.type",
        "PEM",
        "kafka.ssl.truststore.location",
        certificate.toString());
  }

  /** From now on this one counts, for whoever connects or has to show it again. */
  void setPassword(String password) throws ExecutionException, InterruptedException {
    broker
        .admin()
        .alterUserScramCredentials(
            List.of(
                new UserScramCredentialUpsertion(
                    USER, new ScramCredentialInfo(ScramMechanism.SCRAM_SHA_512, 4096), password)))
        .all()
        .get();
  }

  /** With TLS and password. */
  String address() {
    return "127.0.0.1:" + port;
  }

  /** The broker's other door, for whoever looks from outside. */
  String plainAddress() {
    return broker.bootstrapServers();
  }

  @Override
  public void close() throws IOException {
    broker.close();
  }
}
