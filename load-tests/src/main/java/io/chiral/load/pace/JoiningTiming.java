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
import java.util.Objects;
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
    awaitSlice(comes.name(), 0);
    awaitSlice(stays, 0);
    long began = System.currentTimeMillis();
    if (!comes.stop()) {
      throw new IllegalStateException(comes.name() + " did not end when it was asked to");
    }
    long ended = System.currentTimeMillis();
    comes.start();
    Pause.until(PATIENCE, comes::isReady);
    long ready = System.currentTimeMillis();
    long given = awaitSlice(comes.name(), ended);
    awaitSlice(stays, began);
    List<Seen> cut =
        outcomes(stays, began, given).filter(o -> o.text("reason").equals("stopped")).toList();
    long without = cut.stream().mapToLong(end -> nextSlice(stays, end) - end.timestamp()).sum();
    return "| %d | %d | %d | %d | %d |"
        .formatted(ended - began, ready - ended, given - ready, cut.size(), without);
  }

  /** When the worker was given a slice after that; waits for it. */
  private long awaitSlice(String worker, long after) throws Exception {
    Pause.until(PATIENCE, () -> given(worker, after).findFirst().isPresent());
    return given(worker, after).findFirst().orElseThrow().timestamp();
  }

  private long nextSlice(String worker, Seen end) {
    return given(worker, end.timestamp()).findFirst().map(Seen::timestamp).orElse(end.timestamp());
  }

  private Stream<Seen> given(String worker, long after) {
    return witness.seen(TOPICS.runs()).stream()
        .filter(run -> run.timestamp() > after)
        .filter(run -> run.body().path("outstanding").path("worker").asText().equals(worker));
  }

  private Stream<Seen> outcomes(String worker, long from, long to) {
    return witness.seen(TOPICS.outcomes()).stream()
        .filter(end -> Objects.equals(end.text("worker"), worker))
        .filter(end -> end.timestamp() > from && end.timestamp() <= to);
  }
}
