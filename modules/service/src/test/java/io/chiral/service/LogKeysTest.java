package io.chiral.service;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Every log statement says its values as {@code key={}}, with a key of the table in {@code
 * docs/operations.md}: it is the sources that are read, since no run reaches every statement.
 */
class LogKeysTest {
  private static final Path ROOT = Path.of("..", "..");
  private static final Pattern STATEMENT =
      Pattern.compile("\\b(?:LOG|log)\\s*\\.(?:trace|debug|info|warn|error)\\s*\\(");
  private static final Pattern LITERAL =
      Pattern.compile("\\G\\s*\"((?:[^\"\\\\]|\\\\.)*)\"\\s*(\\+)?");
  private static final Pattern VALUE = Pattern.compile("(?:(\\w+)=)?\\{}");
  private static final Pattern ROW = Pattern.compile("^\\| `(\\w+)` \\|.*");

  @Test
  void theTableHasTheKeysThatAreUsedAndNoOther() throws IOException {
    Set<String> used = new TreeSet<>();
    List<String> nameless = new ArrayList<>();
    for (Path file : sources()) {
      for (String message : messages(Files.readString(file))) {
        Matcher value = VALUE.matcher(message);
        while (value.find()) {
          if (value.group(1) == null) {
            nameless.add(file.getFileName() + ": " + message);
          } else {
            used.add(value.group(1));
          }
        }
      }
    }

    assertThat(nameless).isEmpty();
    assertThat(used).hasSizeGreaterThan(10).isEqualTo(table());
  }

  private static List<Path> sources() throws IOException {
    try (Stream<Path> modules = Files.list(ROOT.resolve("modules"))) {
      return modules
          .map(module -> module.resolve(Path.of("src", "main", "java")))
          .flatMap(LogKeysTest::java)
          .toList();
    }
  }

  private static Stream<Path> java(Path folder) {
    if (!Files.isDirectory(folder)) {
      return Stream.of();
    }
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(file -> file.toString().endsWith(".java")).toList().stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The first argument of each statement; it must be a text, or texts that are joined. */
  private static List<String> messages(String source) {
    List<String> messages = new ArrayList<>();
    Matcher statement = STATEMENT.matcher(source);
    while (statement.find()) {
      StringBuilder message = new StringBuilder();
      Matcher literal = LITERAL.matcher(source).region(statement.end(), source.length());
      boolean more = true;
      while (more && literal.find()) {
        message.append(literal.group(1));
        more = literal.group(2) != null;
      }
      assertThat(message)
          .as(
              "a log statement that begins with no text: %s",
              source.substring(statement.start()).lines().findFirst())
          .isNotEmpty();
      messages.add(message.toString());
    }
    return messages;
  }

  private static Set<String> table() throws IOException {
    return Files.readAllLines(ROOT.resolve(Path.of("docs", "operations.md")), UTF_8).stream()
        .dropWhile(line -> !line.equals("## Logs"))
        .skip(1)
        .takeWhile(line -> !line.startsWith("## "))
        .map(ROW::matcher)
        .filter(Matcher::matches)
        .map(row -> row.group(1))
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
