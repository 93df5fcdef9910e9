package io.chiral.testkit;

import io.chiral.broker.BrokerOptions;
import io.chiral.broker.EmbeddedBroker;
import io.chiral.messages.Topics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;

/** A broker of a test JVM, in a directory of its own that goes with it. */
public final class TestBroker implements AutoCloseable {

  private final Path directory;
  private final EmbeddedBroker broker;
  private final Admin admin;
  private final AtomicInteger names = new AtomicInteger();

  /**
   * One of its own for a trial that needs other settings, or a second listener.
   *
   * @param settings over those of an embedded broker
   */
  public TestBroker(Map<String, String> settings) throws IOException {
    directory = Files.createTempDirectory("chiral-broker");
    broker = EmbeddedBroker.inProcess(new BrokerOptions(directory, 0, settings));
    broker.start();
    admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()));
  }

  /** For the clients' {@code bootstrap.servers}. */
  public String bootstrapServers() {
    return broker.bootstrapServers();
  }

  /** Shared by the tests of the JVM. */
  public Admin admin() {
    return admin;
  }

  /** A word that no other call in this JVM gets, for topics, groups and ids. */
  public String freshName() {
    return "t" + names.incrementAndGet();
  }

  /** Names of topics that no other test of this JVM uses; none exists yet. */
  public Topics freshTopics() {
    return new Topics(freshName() + ".");
  }

  /** Creates a plain topic of a fresh name. */
  public String createTopic(int partitions) {
    String name = freshName();
    try {
      admin.createTopics(List.of(new NewTopic(name, partitions, (short) 1))).all().get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while creating a topic", e);
    } catch (ExecutionException e) {
      throw new IllegalStateException("topic " + name + " was not created", e.getCause());
    }
    return name;
  }

  @Override
  public void close() throws IOException {
    admin.close();
    broker.close();
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
