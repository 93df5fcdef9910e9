package io.chiral.service.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.chiral.asymmetry.assessor.ScoreTable;
import io.chiral.asymmetry.assessor.ScoreTable.Correlations;
import io.chiral.asymmetry.replicate.Replicates;
import io.chiral.messages.report.Figure;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code chiral correlate}: how well a metric's scores agree with opinions, in any table. */
@Command(
    name = "correlate",
    description = "How well scores agree with opinions in a CSV table, with 95%% intervals.")
final class CorrelateCommand implements Callable<Integer> {

  /** Replicates of one table: the same every time. */
  private static final Replicates REPLICATES = new Replicates("correlate", Replicates.STANDARD);

  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "FILE", description = "CSV with a header.")
  private Path file;

  @Option(names = "--score", required = true, paramLabel = "COL", description = "The metric's.")
  private String score;

  @Option(names = "--opinion", required = true, paramLabel = "COL", description = "MOS or DMOS.")
  private String opinion;

  @Option(names = "--score-lower-is-better", description = "The score is a distance.")
  private boolean scoreLowerIsBetter;

  @Option(names = "--opinion-lower-is-better", description = "The opinion is a DMOS.")
  private boolean opinionLowerIsBetter;

  @Option(
      names = "--group",
      paramLabel = "COL",
      description = "Rows that belong together (one reference's): resampled together.")
  private @Nullable String group;

  @Option(names = "--skip-missing", description = "Leave rows without two finite numbers out.")
  private boolean skipMissing;

  @Option(names = "--json", description = "For programs.")
  private boolean json;

  @SuppressWarnings("NullAway.Init") // picocli fills the fields in
  CorrelateCommand() {}

  @Override
  public Integer call() throws JsonProcessingException {
    Correlations found = table().correlations(REPLICATES);
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      ObjectMapper mapper = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
      out.println(mapper.writeValueAsString(found));
    } else {
      print(found, out);
    }
    return 0;
  }

  private ScoreTable table() {
    ScoreFile table = ScoreFile.read(file);
    String scores = table.column(score);
    String opinions = table.column(opinion);
    String groups = group == null ? null : table.column(group);
    List<ScoreFile.Row> rows =
        table.rows().stream()
            .filter(row -> !skipMissing || (row.hasNumber(scores) && row.hasNumber(opinions)))
            .toList();
    int left = table.rows().size() - rows.size();
    if (left > 0) {
      spec.commandLine()
          .getErr()
          .printf("chiral: %d of %d rows left out%n", left, table.rows().size());
    }
    return ScoreTable.of(
        column(table, rows, scores, scoreLowerIsBetter),
        column(table, rows, opinions, opinionLowerIsBetter),
        groups == null ? null : rows.stream().map(row -> row.text(groups)).toList());
  }

  private static double[] column(
      ScoreFile table, List<ScoreFile.Row> rows, String column, boolean lowerIsBetter) {
    return rows.stream()
        .mapToDouble(row -> table.number(row, column))
        .map(value -> lowerIsBetter ? -value : value)
        .toArray();
  }

  private void print(Correlations found, PrintWriter out) {
    out.printf(
        "%s against %s: n = %d, intervals of 95%% over %d %s%n",
        score, opinion, found.n(), found.groups(), group == null ? "rows" : "groups of " + group);
    line(out, "SRCC", found.srcc(), "");
    line(out, "KRCC", found.krcc(), "τ-b");
    line(out, "PLCC", found.plcc(), "as it is");
    line(out, "PLCC4", found.plcc4(), "after the 4-parameter logistic");
    line(out, "RMSE4", found.rmse4(), "after the 4-parameter logistic, in units of the opinion");
    line(out, "PLCC5", found.plcc5(), "after the 5-parameter logistic");
    line(out, "RMSE5", found.rmse5(), "after the 5-parameter logistic, in units of the opinion");
  }

  private static void line(PrintWriter out, String name, Figure figure, String what) {
    String text;
    if (figure.value() == null) {
      text = "–  (%s)".formatted(figure.reason());
    } else if (figure.low() == null) {
      text = "%.4f  (%s)".formatted(figure.value(), figure.reason());
    } else {
      text = "%.4f [%.4f, %.4f]".formatted(figure.value(), figure.low(), figure.high());
    }
    out.printf("%-6s %s  %s%n", name, text, what);
  }
}
