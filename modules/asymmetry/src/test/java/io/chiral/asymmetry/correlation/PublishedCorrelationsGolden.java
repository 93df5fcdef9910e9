package io.chiral.asymmetry.correlation;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.chiral.asymmetry.fit.Logistic;
import io.chiral.asymmetry.fit.LogisticFit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Parity with what papers published; skipped where the data folder is absent. */
class PublishedCorrelationsGolden {

  /** The tests run in the module's folder. */
  private static final Path DATA = Path.of("..", "..", "..", "shared", "data");

  private static final Path SCORES = DATA.resolve("reference/fsim-gmsd");
  private static final Path AVT = DATA.resolve("opinions/avt-image-quality");

  /** Printed to four digits, or three. */
  @ParameterizedTest
  @CsvSource({
    "FSIM_TID2008.csv, 0, 2, 0.8805, 0.6946, 0.8738, 0.6525, 5e-5",
    "FSIM_TID2008.csv, 1, 2, 0.8840, 0.6991, 0.8762, 0.6468, 5e-5",
    "FSIM_LIVE.csv,    0, 2, 0.9634, 0.8337, 0.9597, 7.6780, 5e-5",
    "FSIM_LIVE.csv,    1, 2, 0.9645, 0.8363, 0.9613, 7.5296, 5e-5",
    "GMSD_TID2008.csv, 0, 1, 0.891,        , 0.879,  0.640,  5e-4"
  })
  void agreesWithThePapersOfFsimAndGmsd(
      String file,
      int score,
      int opinion,
      double srocc,
      Double krocc,
      double plcc,
      double rmse,
      double printed)
      throws IOException {
    List<String[]> rows = rows(SCORES.resolve(file));
    double[] x = column(rows, score);
    double[] y = column(rows, opinion);
    PairedSample pairs = new PairedSample(x, y);
    LogisticFit.Fitted fit = (LogisticFit.Fitted) Logistic.FIVE.fit(x, y);

    assertThat(Math.abs(pairs.srcc())).isCloseTo(srocc, within(printed));
    if (krocc != null) {
      assertThat(Math.abs(pairs.krcc())).isCloseTo(krocc, within(printed));
    }
    // Their optimiser need not have stopped at the same point; or three digits are printed.
    assertThat(fit.plcc()).isCloseTo(plcc, within(Math.max(printed, 3e-4)));
    assertThat(fit.rmse()).isCloseTo(rmse, within(Math.max(printed, 1e-3 * rmse)));
  }

  @Test
  void agreesOnNineMetricsWithManyTiedOpinions() throws IOException {
    Path table = AVT.resolve("objective_metrics_and_mos_ci.csv");
    List<String[]> scores = rows(table);
    List<String> header = header(table);
    Offset<Double> rounding = within(1e-9); // the file gives 16 digits, summed in another order
    for (String[] row : rows(AVT.resolve("correlations.csv"))) {
      PairedSample pairs =
          new PairedSample(
              column(scores, header.indexOf(row[0])), column(scores, header.indexOf("mos")));
      assertThat(pairs.plcc()).as(row[0]).isCloseTo(Double.parseDouble(row[1]), rounding);
      assertThat(pairs.krcc()).as(row[0]).isCloseTo(Double.parseDouble(row[2]), rounding);
      assertThat(pairs.srcc()).as(row[0]).isCloseTo(Double.parseDouble(row[3]), rounding);
    }
  }

  private static List<String> header(Path file) throws IOException {
    return List.of(Files.readAllLines(file, UTF_8).get(0).split(",", -1));
  }

  private static List<String[]> rows(Path file) throws IOException {
    assumeTrue(Files.exists(file), "skipped: the data folder ../shared/data is absent");
    return Files.readAllLines(file, UTF_8).stream()
        .skip(1)
        .map(line -> line.strip().split(",", -1))
        .toList();
  }

  private static double[] column(List<String[]> rows, int column) {
    return rows.stream().mapToDouble(row -> Double.parseDouble(row[column])).toArray();
  }
}
