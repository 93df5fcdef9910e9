package io.chiral.service.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class CorrelateCommandTest {

  /** The tests run in the module's folder. */
  private static final Path PUBLISHED =
      Path.of("..", "..", "..", "shared", "data", "reference", "fsim-gmsd");

  @TempDir
  @SuppressWarnings("NullAway.Init")
  Path folder;

  @ParameterizedTest
  @CsvSource({
    "FSIM_TID2008.csv, fsim,  false, 1700, 0.8805, 0.6946, 0.8738, 0.6525",
    "FSIM_LIVE.csv,    fsimc, true,   779, 0.9645, 0.8363, 0.9613, 7.5296"
  })
  void tellsWhatThePaperOfFsimPublished(
      String file,
      String score,
      boolean dmos,
      int n,
      double srcc,
      double krcc,
      double plcc5,
      double rmse5)
      throws IOException {
    assumeTrue(Files.exists(PUBLISHED), "skipped: the data folder ../shared/data is absent");
    String path = PUBLISHED.resolve(file).toString();
    JsonNode found =
        json(
            dmos
                ? List.of(
                    path, "--score", score, "--opinion", "subjective", "--opinion-lower-is-better")
                : List.of(path, "--score", score, "--opinion", "subjective"));

    assertThat(found.get("n").intValue()).isEqualTo(n);
    assertThat(found.at("/srcc/value").doubleValue()).isCloseTo(srcc, within(5e-5));
    assertThat(found.at("/krcc/value").doubleValue()).isCloseTo(krcc, within(5e-5));
    assertThat(found.at("/plcc5/value").doubleValue()).isCloseTo(plcc5, within(3e-4));
    assertThat(found.at("/rmse5/value").doubleValue()).isCloseTo(rmse5, within(1e-3 * rmse5));
    assertThat(found.at("/srcc/low").doubleValue()).isBetween(srcc - 0.03, srcc);
    assertThat(found.at("/srcc/high").doubleValue()).isBetween(srcc, srcc + 0.03);
  }

  @Test
  void groupsAreResampledTogether() throws IOException {
    StringBuilder table = new StringBuilder("q,mos,ref\n");
    for (int i = 0; i < 60; i++) {
      // Within a reference all items agree; between references nothing does.
      int reference = i / 10;
      table.append("%d,%d,r%d%n".formatted(reference * 7 % 6, reference * 5 % 6 + 1, reference));
    }
    String file = file(table.toString());

    JsonNode alone = json(List.of(file, "--score", "q", "--opinion", "mos"));
    JsonNode grouped = json(List.of(file, "--score", "q", "--opinion", "mos", "--group", "ref"));

    assertThat(grouped.get("groups").intValue()).isEqualTo(6);
    assertThat(width(grouped)).isGreaterThan(2 * width(alone));
    assertThat(grouped.at("/srcc/value")).isEqualTo(alone.at("/srcc/value"));
  }

  @Test
  void whatIsNotDefinedHasAReasonInPlaceOfAValue() throws IOException {
    String two = file("q,mos\n1,2\n2,3\n");
    assertThat(json(List.of(two, "--score", "q", "--opinion", "mos")).at("/plcc5/reason").asText())
        .contains("2 items are too few for 5 parameters");
    String constant = file("q,mos\n1,2\n1,3\n1,4\n1,5\n1,6\n1,7\n1,8\n");
    JsonNode flat = json(List.of(constant, "--score", "q", "--opinion", "mos"));
    assertThat(flat.at("/srcc/value").isNull()).isTrue();
    assertThat(flat.at("/srcc/reason").asText()).contains("nothing varies");
    assertThat(flat.at("/plcc4/reason").asText()).contains("constant");
  }

  @Test
  void aBadTableIsToldByLineAndColumn() throws IOException {
    String file = file("q,mos\n1,2\nNaN,3\n4,\n5,6\n7,8\n");

    assertThat(run(List.of(file, "--score", "q", "--opinion", "mos")))
        .contains("line 3: q is \"NaN\", not a finite number", "--skip-missing");
    assertThat(run(List.of(file, "--score", "psnr", "--opinion", "mos")))
        .contains("no column \"psnr\"; it has q, mos");
    assertThat(json(List.of(file, "--score", "q", "--opinion", "mos", "--skip-missing")).get("n"))
        .isEqualTo(new ObjectMapper().valueToTree(3));
    assertThat(run(List.of(folder + "/none.csv", "--score", "q", "--opinion", "mos")))
        .contains("can't read");
  }

  @Test
  void saysHowManyRowsItLeftOut() throws IOException {
    String file = file("q,mos\n1,2\nNaN,3\n4,\n5,6\n7,8\n");
    assertThat(run(List.of(file, "--score", "q", "--opinion", "mos", "--skip-missing")))
        .contains("chiral: 2 of 5 rows left out");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'' | is empty: it needs a header line and rows below it",
        "'\n\n' | is empty",
        "'q,mos\n' | has no rows below its header",
        "'q,mos,q\n1,2,3\n' | has 2 columns \"q\": name them differently",
      })
  void aTableThatCannotBeMeantIsRefused(String content, String expected) throws IOException {
    assertThat(run(List.of(file(content.replace("\\n", "\n")), "--score", "q", "--opinion", "mos")))
        .contains(expected)
        .hasLineCount(1);
  }

  @Test
  void onlyColumnsThatAreAskedForNeedNamesOfTheirOwn() throws IOException {
    assertThat(
            json(
                List.of(file("q,x,mos,x\n1,2,3,4\n2,3,5,1\n"), "--score", "q", "--opinion", "mos")))
        .isNotEmpty();
  }

  private static double width(JsonNode found) {
    return found.at("/srcc/high").doubleValue() - found.at("/srcc/low").doubleValue();
  }

  private String file(String content) throws IOException {
    Path file = Files.createTempFile(folder, "scores", ".csv");
    Files.writeString(file, content);
    return file.toString();
  }

  private static JsonNode json(List<String> arguments) throws IOException {
    List<String> all = new ArrayList<>(arguments);
    all.add("--json");
    StringWriter out = new StringWriter();
    execute(all, out, new StringWriter());
    return new ObjectMapper().readTree(out.toString());
  }

  /** What is printed, output and errors. */
  private static String run(List<String> arguments) {
    StringWriter text = new StringWriter();
    execute(arguments, text, text);
    return text.toString();
  }

  private static void execute(List<String> arguments, StringWriter out, StringWriter err) {
    CommandLine line = ChiralCommand.commandLine();
    line.setOut(new PrintWriter(out, true));
    line.setErr(new PrintWriter(err, true));
    List<String> all = new ArrayList<>(List.of("correlate"));
    all.addAll(arguments);
    line.execute(all.toArray(String[]::new));
  }
}
