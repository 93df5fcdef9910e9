package io.chiral.load.pace;

import io.chiral.load.crash.Installation;
import io.chiral.load.crash.Member;
import io.chiral.load.crash.Pause;
import io.chiral.load.crash.Seen;
import io.chiral.load.crash.Witness;
import io.chiral.messages.Topics;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * What it costs that a worker leaves (SIGTERM) and joins while another one computes, in slices of
 * 30 s: how long it takes, and what the other one loses. Arguments: an empty folder, and how often.
 */
public final class JoiningTiming {
  private static final Topics TOPICS = Topics.standard();
  private static final Duration PATIENCE = Duration.ofMinutes(5);
  private static final int RUNS = 60;
  private static final int STEPS = 2_000;

  private final Witness witness;

  private JoiningTiming(Witness witness) {
    this.witness = witness;
  }

  public static void main(String[] arguments) throws Exception {
    int times = Integer.parseInt(arguments[1]);
    System.out.println(
        "| | SIGTERM to its end, ms | start to ready, ms | ready to its first slice, ms"
            + " | slices of the other cut short | the other without a slice, ms |");
    System.out.println("|---|---|---|---|---|---|");
    try (Installation installation =
        new Installation(Path.of(arguments[0]), Processes.names(2), Duration.ofSeconds(30))) {
      installation.start();
      installation.awaitReady();
      Member comes = installation.members("worker").get(1);
      String stays = installation.members("worker").get(0).name();
      try (Witness witness = new Witness(installation.bootstrapServers()).start()) {
        new EqualRuns(installation, witness).submit("joining", RUNS, STEPS);
        JoiningTiming timing = new JoiningTiming(witness);
        for (int turn = 1; turn <= times; turn++) {
          System.out.printf("| %d %s%n", turn, timing.turn(comes, stays));
        }
      }
    }
    System.exit(0);
  }

  private String turn(Member comes, String stays) throws Exception {
    begun(comes.name(), System.currentTimeMillis());
    long began = System.currentTimeMillis();
    if (!comes.stop()) {
      throw new IllegalStateException(comes.name() + " did not end when it was asked to");
    }
    long ended = System.currentTimeMillis();
    comes.start();
    Pause.until(PATIENCE, comes::isReady);
    long ready = System.currentTimeMillis();
    long begun = begun(comes.name(), ended);
    List<Seen> cut =
        ends(stays)
            .filter(end -> end.timestamp() > began && end.timestamp() < begun)
            .filter(end -> end.text("reason").equals("stopped"))
            .toList();
    long without = 0;
    for (Seen end : cut) {
      without += begun(stays, end.timestamp()) - end.timestamp();
    }
    return "| %d | %d | %d | %d | %d |"
        .formatted(ended - began, ready - ended, begun - ready, cut.size(), without);
  }

  /**
   * When the worker began its first slice after that; waits for its end, since who computes a slice
   * is sure then only: the command role names whom it believed to have the partition.
   */
  private long begun(String worker, long after) throws Exception {
    Pause.until(PATIENCE, () -> beginnings(worker, after).findFirst().isPresent());
    return beginnings(worker, after).min().orElseThrow();
  }

  private LongStream beginnings(String worker, long after) {
    return ends(worker)
        .mapToLong(end -> end.timestamp() - end.body().path("computeMillis").asLong())
        .filter(begin -> begin >= after);
  }

  private Stream<Seen> ends(String worker) {
    return witness.seen(TOPICS.outcomes()).stream()
        .filter(end -> end.text("worker").equals(worker));
  }
}
