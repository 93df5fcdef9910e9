package io.chiral.service.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.ConnectException;
import java.nio.channels.UnresolvedAddressException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

class ChiralCommandTest {

  /** The words of every command, however deep. */
  static Stream<List<String>> commands() {
    return below(List.of(), ChiralCommand.commandLine());
  }

  private static Stream<List<String>> below(List<String> words, CommandLine line) {
    Stream<List<String>> deeper =
        line.getSubcommands().entrySet().stream()
            .filter(entry -> !entry.getKey().equals("help"))
            .flatMap(
                entry -> {
                  List<String> longer = new ArrayList<>(words);
                  longer.add(entry.getKey());
                  return below(longer, entry.getValue());
                });
    return Stream.concat(Stream.of(words), deeper);
  }

  @ParameterizedTest
  @MethodSource("commands")
  void saysHowItIsUsed(List<String> words) {
    List<String> arguments = new ArrayList<>(words);
    arguments.add("--help");
    StringWriter said = new StringWriter();
    assertThat(execute(arguments, said)).as("%s: %s", words, said).isZero();
    assertThat(said.toString())
        .startsWith(
            "Usage: "
                + String.join(" ", Stream.concat(Stream.of("chiral"), words.stream()).toList()));
  }

  private static int execute(List<String> arguments, StringWriter said) {
    return ChiralCommand.commandLine()
        .setOut(new PrintWriter(said))
        .setErr(new PrintWriter(said))
        .execute(arguments.toArray(String[]::new));
  }

  /** Port 1 needs a privileged process that nobody runs. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "study --server nonsense:// list | 'nonsense://' is no server's address",
        "study --server http:// list | 'http://' is no server's address",
        "study --server ftp://host list | 'ftp://host' is no server's address",
        "worker --management 127.0.0.1:x status | '127.0.0.1:x' is no server's address",
        "study --server 127.0.0.1:1 list | no answer from http://127.0.0.1:1/api/v1/studies?limit=1000 (connection refused)",
        "worker --management http://127.0.0.1:1 status | (connection refused); is it a worker's",
        "study start . | can't read .: it is a folder, name a file",
        "study start none.json | can't read none.json: there is no such file",
        "study scores s --out src | can't write src: it is a folder, name a file",
        "study report s --format json --out src | can't write src: it is a folder, name a file",
        "study scores s --out none/s.csv | can't write none/s.csv: there is no folder",
        "correlate src --score a --opinion b | can't read src: it is a folder",
        "weights import alexnet src | can't read src: it is a folder",
        "network init --name vgg16 --to none/f.safetensors | there is no folder",
        "study report s --format xml | 'xml' is no format; say json, csv, md or html",
        "serve --config src | src: can't be read, it is a folder",
        "serve --config none.yaml | none.yaml: there is no such file",
        "checkpoint gc --dry-run --set store.dir=src --set kafka.bootstrap.servers=127.0.0.1:1 | no Kafka broker answers at 127.0.0.1:1",
        "study report a%zz | 'studies/a%zz/report?format=json' can't be asked for",
      })
  void saysInALineWhatIsWrong(String words, String expected) {
    StringWriter said = new StringWriter();
    assertThat(execute(List.of(words.split(" ")), said)).isEqualTo(ChiralCommand.USER_ERROR);
    assertThat(said.toString()).contains(expected).hasLineCount(1);
  }

  /** As java.net.http wraps it; asking a real resolver could take long. */
  @Test
  void saysThatAHostIsUnknown() {
    ConnectException hidden = new ConnectException();
    hidden.initCause(new ConnectException().initCause(new UnresolvedAddressException()));
    assertThat(ServerAddress.reason(hidden)).isEqualTo("no host of that name is known");
  }
}
