package io.chiral.service.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
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
    int status =
        ChiralCommand.commandLine()
            .setOut(new PrintWriter(said))
            .setErr(new PrintWriter(said))
            .execute(arguments.toArray(String[]::new));
    assertThat(status).as("%s: %s", words, said).isZero();
    assertThat(said.toString())
        .startsWith(
            "Usage: "
                + String.join(" ", Stream.concat(Stream.of("chiral"), words.stream()).toList()));
  }
}
