package io.chiral.load.pace;

import io.chiral.load.crash.Installation;
import io.chiral.load.crash.Witness;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A grid of equal runs on one, two and three workers of one thread each, in one installation after
 * the other. Arguments: an empty folder, runs, steps of each, and how often.
 */
public final class WorkersTiming {
  private static final int MOST = 3;

  private WorkersTiming() {}

  public static void main(String[] arguments) throws Exception {
    Path folder = Path.of(arguments[0]);
    int runs = Integer.parseInt(arguments[1]);
    int steps = Integer.parseInt(arguments[2]);
    int times = Integer.parseInt(arguments[3]);
    System.out.printf(
        "%d cores, %d runs of %d steps%n", Runtime.getRuntime().availableProcessors(), runs, steps);
    System.out.println(
        "| workers | wall, s | to one worker | processor time, s: broker | the other roles | workers |");
    System.out.println("|---|---|---|---|---|---|");
    for (int turn = 0; turn < times; turn++) {
      List<Double> walls = new ArrayList<>();
      for (int workers = 1; workers <= MOST; workers++) {
        walls.add(time(folder.resolve(turn + "-" + workers), workers, runs, steps, walls));
      }
    }
    System.exit(0);
  }

  private static double time(Path folder, int workers, int runs, int steps, List<Double> before)
      throws Exception {
    try (Installation installation =
        new Installation(folder, Processes.names(workers), Duration.ofSeconds(30))) {
      installation.start();
      installation.awaitReady();
      try (Witness witness = new Witness(installation.bootstrapServers()).start()) {
        EqualRuns equal = new EqualRuns(installation, witness);
        // Native libraries and the compilers get warm on every worker.
        equal.compute("warm-up", 2 * workers, steps / 4);
        Map<String, Double> cpuBefore = Processes.cpuSeconds(installation);
        double wall = equal.compute("timed", runs, steps).wallSeconds();
        Map<String, Double> cpu = Processes.cpuSeconds(installation);
        cpu.replaceAll((role, seconds) -> seconds - cpuBefore.getOrDefault(role, 0.0));
        System.out.printf(
            "| %d | %.1f | %.2f | %.1f | %.1f | %.1f |%n",
            workers,
            wall,
            wall / (before.isEmpty() ? wall : before.get(0)),
            cpu.get("broker"),
            cpu.get(Processes.FRONT),
            cpu.get("worker"));
        return wall;
      }
    }
  }
}
