package io.chiral.broker;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;

/** The child's program: serves until its standard input ends. */
final class ChildBrokerMain {

  static final String READY = "READY ";
  static final String FAILED = "FAILED ";

  private ChildBrokerMain() {}

  public static void main(String[] arguments) throws IOException {
    PrintStream parent = new PrintStream(System.out, true, UTF_8);
    // The parent reads one line and no log; whoever logs to the console does so on the error side.
    System.setOut(System.err);
    BrokerOptions options =
        new BrokerOptions(
            Path.of(arguments[0]),
            Integer.parseInt(arguments[1]),
            Arrays.stream(arguments)
                .skip(2)
                .map(setting -> setting.split("=", 2))
                .collect(Collectors.toMap(setting -> setting[0], setting -> setting[1])));
    try (EmbeddedBroker broker = EmbeddedBroker.inProcess(options)) {
      broker.start();
      parent.println(READY + broker.bootstrapServers());
      System.in.transferTo(java.io.OutputStream.nullOutputStream());
    } catch (BrokerStartException e) {
      parent.println(FAILED + String.valueOf(e.getMessage()).replace('\n', ' '));
    }
    // Kafka's server may leave a thread behind that failed to start with it.
    System.exit(0);
  }
}
