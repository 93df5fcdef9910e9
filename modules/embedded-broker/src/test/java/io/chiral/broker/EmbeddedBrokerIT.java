package io.chiral.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class EmbeddedBrokerIT {

  private final Path scratch;

  EmbeddedBrokerIT(@TempDir Path scratch) {
    this.scratch = scratch;
  }

  @Test
  void servesTheSameRecordsAndOffsetsAfterARestart() throws Exception {
    BrokerOptions options = BrokerOptions.at(scratch.resolve("data"));
    try (EmbeddedBroker first = EmbeddedBroker.inProcess(options)) {
      first.start();
      Traffic.createTopic(first.bootstrapServers());
      Traffic.write(first.bootstrapServers(), 0, 100);
      assertThat(Traffic.readAndCommit(first.bootstrapServers())).hasSize(100);
      Traffic.write(first.bootstrapServers(), 100, 150);
    }
    try (EmbeddedBroker second = EmbeddedBroker.inProcess(options)) {
      second.start();
      assertThat(Traffic.readAndCommit(second.bootstrapServers())).isEqualTo(numbers(100, 150));
    }
  }

  @Test
  void aKilledChildLosesNothingThatWasAcknowledged() throws Exception {
    BrokerOptions options = BrokerOptions.at(scratch.resolve("data"));
    ChildBroker child = EmbeddedBroker.childProcess(options);
    child.start();
    Traffic.createTopic(child.bootstrapServers());
    Traffic.write(child.bootstrapServers(), 0, 100);
    child.kill();
    // As if two starts had been killed before the next broker registered.
    for (int killed = 0; killed < 2; killed++) {
      try (DataDirectory directory = DataDirectory.open(options.directory())) {
        assertThat(directory.wasLeftRunning()).isTrue();
        FormerBroker.unregister(directory, Ports.choose(0));
      }
    }
    try (EmbeddedBroker next = EmbeddedBroker.inProcess(options)) {
      next.start();
      assertThat(Traffic.readAndCommit(next.bootstrapServers())).isEqualTo(numbers(0, 100));
    }
  }

  @Test
  void aChildEndsWithItsParent() throws Exception {
    Process parent =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                DoomedParent.class.getName(),
                scratch.resolve("data").toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try (BufferedReader says = parent.inputReader()) {
      ProcessHandle child = ProcessHandle.of(Long.parseLong(says.readLine())).orElseThrow();
      parent.destroyForcibly();
      assertThat(child.onExit()).succeedsWithin(Duration.ofSeconds(20));
    }
  }

  @Test
  void namesAPortThatIsTaken() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName(Ports.HOST));
        EmbeddedBroker broker =
            EmbeddedBroker.inProcess(
                new BrokerOptions(scratch.resolve("data"), taken.getLocalPort()))) {
      assertThatThrownBy(broker::start)
          .isInstanceOf(BrokerStartException.class)
          .hasMessageContaining("Port " + taken.getLocalPort() + " of 127.0.0.1 is taken");
    }
  }

  @Test
  void namesADirectoryThatARunningBrokerHolds() {
    BrokerOptions options = BrokerOptions.at(scratch.resolve("data"));
    try (EmbeddedBroker holder = EmbeddedBroker.inProcess(options);
        EmbeddedBroker sameProcess = EmbeddedBroker.inProcess(options);
        EmbeddedBroker otherProcess = EmbeddedBroker.childProcess(options)) {
      holder.start();
      for (EmbeddedBroker intruder : List.of(sameProcess, otherProcess)) {
        assertThatThrownBy(intruder::start)
            .isInstanceOf(BrokerStartException.class)
            .hasMessageContaining(options.directory() + " is in use by another running broker");
      }
    }
  }

  @Test
  void namesADirectoryThatCannotBeWritten() throws Exception {
    Path file = Files.writeString(scratch.resolve("file"), "not a directory");
    try (EmbeddedBroker broker = EmbeddedBroker.inProcess(BrokerOptions.at(file))) {
      assertThatThrownBy(broker::start)
          .isInstanceOf(BrokerStartException.class)
          .hasMessageContaining(file + " cannot be written");
    }
  }

  private static List<Integer> numbers(int from, int to) {
    return IntStream.range(from, to).boxed().toList();
  }

  /** Starts a child broker, says its process id and waits to be killed. */
  static final class DoomedParent {

    public static void main(String[] arguments) throws Exception {
      ChildBroker child = EmbeddedBroker.childProcess(BrokerOptions.at(Path.of(arguments[0])));
      child.start();
      System.out.println(child.pid());
      Thread.currentThread().join();
    }
  }
}
