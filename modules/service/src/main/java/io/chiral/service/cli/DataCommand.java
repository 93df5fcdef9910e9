package io.chiral.service.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.chiral.imagery.dataset.DataSets;
import io.chiral.imagery.dataset.UnknownDataSetException;
import io.chiral.imagery.inspection.DataSetReport;
import io.chiral.imagery.inspection.Inspection;
import io.chiral.imagery.overlap.Overlaps;
import io.chiral.imagery.overlap.SharedPhotographs;
import io.chiral.service.config.ChiralConfig;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code chiral data …}: the data sets of this installation, no service needed. */
@Command(name = "data", description = "List and check the data sets of this installation.")
final class DataCommand {

  @Spec private CommandSpec spec;

  @SuppressWarnings("NullAway.Init") // picocli fills the fields in
  DataCommand() {}

  @Command(name = "list", description = "List data sets and what they were recognised as.")
  int list(
      @Mixin ConfigOptions options,
      @Option(names = "--json", description = "For programs.") boolean json)
      throws IOException {
    Map<String, String> kinds = dataSets(options.read()).kinds();
    if (json) {
      out().println(new ObjectMapper().writeValueAsString(kinds));
    } else {
      kinds.forEach((id, kind) -> out().printf("%-24s %s%n", id, kind));
    }
    return 0;
  }

  @Command(
      name = "check",
      description = {
        "Decode every image of a data set, say what was found, and compare its photographs with"
            + " those of all other data sets.",
        "Exit status 2: an image can't be read."
      })
  int check(
      @Mixin ConfigOptions options,
      @Parameters(paramLabel = "ID", description = "As in 'chiral data list'.") String id,
      @Option(names = "--json", description = "For programs.") boolean json)
      throws IOException {
    ChiralConfig config = options.read();
    DataSets dataSets = dataSets(config);
    if (!dataSets.kinds().containsKey(id)) {
      throw new UserException(
          String.valueOf(new UnknownDataSetException(id, dataSets.kinds().keySet()).getMessage()));
    }
    Checked checked;
    try (ProgressBar bar = bar(json)) {
      DataSetReport report = new Inspection(dataSets, name -> step(bar)).of(id);
      if (bar != null) {
        bar.setExtraMessage("comparing with other data sets");
      }
      Overlaps overlaps = new Overlaps(config.overlapsDir());
      checked = new Checked(report, SharedPhotographs.of(id, dataSets, overlaps));
    }
    if (json) {
      out().println(new ObjectMapper().writeValueAsString(checked));
    } else {
      DataReport.lines(checked.found(), checked.shared()).forEach(out()::println);
    }
    return checked.found().sound() ? 0 : ChiralCommand.USER_ERROR;
  }

  /** Null where a program reads. */
  private static @Nullable ProgressBar bar(boolean json) {
    return json || System.console() == null
        ? null
        : new ProgressBarBuilder().setTaskName("images").showSpeed().build();
  }

  private static void step(@Nullable ProgressBar bar) {
    if (bar != null) {
      bar.step();
    }
  }

  private static DataSets dataSets(ChiralConfig config) {
    try {
      return DataSets.with(config.dataSets());
    } catch (IOException | IllegalArgumentException e) {
      throw new UserException("data-sets: " + e.getMessage(), e);
    }
  }

  private PrintWriter out() {
    return spec.commandLine().getOut();
  }

  /**
   * What is printed with {@code --json}.
   *
   * @param found in the data set
   * @param shared with other sets; those that share nothing are listed with no pairs
   */
  private record Checked(DataSetReport found, List<SharedPhotographs> shared) {}
}
