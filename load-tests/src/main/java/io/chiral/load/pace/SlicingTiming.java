package io.chiral.load.pace;

import io.chiral.load.crash.Installation;
import io.chiral.load.crash.Witness;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * One run in slices of 5 s, of 30 s and in one slice, on one worker of one thread, in turns: what
 * slicing, checkpoints, transactions and the way from a worker over the command role to the next
 * slice take together. Arguments: an empty folder, steps, and how often.
 */
public final class SlicingTiming {
  private static final List<Duration> BUDGETS =
      List.of(Duration.ofHours(1), Duration.ofSeconds(30), Duration.ofSeconds(5));

  private SlicingTiming() {}

  public static void main(String[] arguments) throws Exception {
    Path folder = Path.of(arguments[0]);
    int steps = Integer.parseInt(arguments[1]);
    int times = Integer.parseInt(arguments[2]);
    System.out.println(
        "| budget | slices | wall, s | steps alone, s | beside the steps | a slice |");
    System.out.println("|---|---|---|---|---|---|");
    for (int turn = 0; turn < times; turn++) {
      for (Duration budget : BUDGETS) {
        time(folder.resolve(turn + "-" + budget.toSeconds()), budget, steps);
      }
    }
    System.exit(0);
  }

  private static void time(Path folder, Duration budget, int steps) throws Exception {
    try (Installation installation = new Installation(folder, Processes.names(1), budget)) {
      installation.start();
      installation.awaitReady();
      try (Witness witness = new Witness(installation.bootstrapServers()).start()) {
        EqualRuns runs = new EqualRuns(installation, witness);
        runs.compute("warm-up", 1, steps / 10);
        EqualRuns.Result result = runs.compute("timed", 1, steps);
        double beside = result.wallSeconds() - result.stepSeconds();
        System.out.printf(
            "| %d s | %d | %.2f | %.2f | %.2f %% | %.0f ms |%n",
            budget.toSeconds(),
            result.slices(),
            result.wallSeconds(),
            result.stepSeconds(),
            100 * beside / result.stepSeconds(),
            1e3 * beside / result.slices());
      }
    }
  }
}
