package io.chiral.load.coverage;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * {@code CoverageMain FILE STUDIES REPLICATES THREADS SEED}: simulates so many studies of every
 * group and prints a table. Each finished block is appended to the file; blocks that it has already
 * are not computed again. Equal arguments give the same table with any number of threads.
 */
public final class CoverageMain {

  private static final int BLOCK = 50;

  private CoverageMain() {}

  /** Runs it. */
  public static void main(String[] args) throws IOException, InterruptedException {
    if (args.length != 5) {
      throw new IllegalArgumentException("FILE STUDIES REPLICATES THREADS SEED");
    }
    Path file = Path.of(args[0]);
    List<Block> blocks =
        blocks(Integer.parseInt(args[1]), Integer.parseInt(args[2]), Long.parseLong(args[4]));
    Set<String> known = new HashSet<>();
    for (Block block : blocks) {
      known.add(block.key());
    }
    Results done = Results.read(file);
    List<Block> open = blocks.stream().filter(block -> !done.has(block.key())).toList();
    compute(open, Integer.parseInt(args[3]), file);
    System.out.println(Table.of(Results.read(file).of(known)));
  }

  /**
   * The three truths with 1, 2 and 3 seeds take turns, so that a run that is cut short has a bit of
   * all; then come heavy tails and the truth that tempts most to call a reversal.
   */
  private static List<Block> blocks(int studies, int replicates, long seed) {
    List<Block> blocks = new ArrayList<>();
    for (int number = 0; number * BLOCK < studies; number++) {
      for (String truth : List.of("separated", "near-tied", "tied")) {
        for (int seeds = 1; seeds <= 3; seeds++) {
          blocks.add(new Block(truth, false, seeds, number, BLOCK, replicates, seed));
        }
      }
    }
    for (int number = 0; number * BLOCK < studies; number++) {
      blocks.add(new Block("objectives-tied", false, 2, number, BLOCK, replicates, seed));
      blocks.add(new Block("separated", true, 2, number, BLOCK, replicates, seed));
      blocks.add(new Block("near-tied", true, 2, number, BLOCK, replicates, seed));
    }
    return blocks;
  }

  private static void compute(List<Block> open, int threads, Path file)
      throws IOException, InterruptedException {
    if (open.isEmpty()) {
      return;
    }
    Limits normal = new Limits(Noise.NORMAL);
    Limits heavy = new Limits(Noise.NORMAL.withHeavyTails());
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    Instant began = Instant.now();
    try (BufferedWriter out =
        Files.newBufferedWriter(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
      ExecutorCompletionService<String> service = new ExecutorCompletionService<>(pool);
      for (Block block : open) {
        service.submit(() -> Results.lines(block, block.run(block.heavy() ? heavy : normal)));
      }
      for (int done = 1; done <= open.size(); done++) {
        out.write(service.take().get());
        out.flush();
        System.err.printf(
            "%d of %d blocks of %d studies, %d s%n",
            done, open.size(), BLOCK, Duration.between(began, Instant.now()).toSeconds());
      }
    } catch (ExecutionException e) {
      throw new IllegalStateException("a study could not be simulated", e.getCause());
    } finally {
      pool.shutdownNow();
    }
  }
}
