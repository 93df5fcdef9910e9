package io.chiral.load.crash;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * What a trial does. Equal plans strike equal blows in equal order; what a process does in the
 * instant that it is struck depends on the machine.
 *
 * @param seed of the choice of victims and instants
 * @param kills how many SIGKILLs
 * @param freezes how many SIGSTOPs past every session time-out, each ended by SIGCONT
 * @param stops how many SIGTERMs
 * @param partitions how often a worker's network is cut past every session time-out, then mended
 * @param clockJumps how often the wall clock of all jumps by an hour; needs libfaketime
 * @param copies how many processes of the command, reporting and gateway roles; workers are two
 * @param brokers 1, or 3: then the coordinators among them are struck and nobody else
 * @param runSeeds seeds of the study's grid
 * @param steps of an objective run; a quarter of it between milestones
 * @param budget time of a slice
 */
record Plan(
    long seed,
    int kills,
    int freezes,
    int stops,
    int partitions,
    int clockJumps,
    int copies,
    int brokers,
    int runSeeds,
    int steps,
    Duration budget) {

  /**
   * Freezes and partitions: past the broker's session time-out of 10 s and the transaction time-out
   * of 10 s.
   */
  static final Duration FROZEN = Duration.ofSeconds(14);

  static final String BROKER = "broker";

  /** Whose way to the broker can be cut. */
  static final List<String> CABLED = List.of("worker-1", "worker-2");

  /** Three kills, one of each role that a study can't do without. */
  static Plan brief(long seed) {
    return new Plan(seed, 3, 0, 0, 0, 0, 1, 1, 1, 40, Duration.ofSeconds(1));
  }

  /** On three brokers; each coordinator among them is killed twice. */
  static Plan ofCoordinators() {
    long seed = Long.getLong("crash.seed", 1);
    return new Plan(seed, 6, 0, 0, 0, 0, 1, Ensemble.SIZE, 1, 80, Duration.ofSeconds(1));
  }

  /** {@link #brief} but for what system properties say, such as {@code crash.kills}. */
  static Plan configured() {
    Plan brief = brief(Long.getLong("crash.seed", 1));
    return new Plan(
        brief.seed,
        Integer.getInteger("crash.kills", brief.kills),
        Integer.getInteger("crash.freezes", brief.freezes),
        Integer.getInteger("crash.stops", brief.stops),
        Integer.getInteger("crash.partitions", brief.partitions),
        Integer.getInteger("crash.clock-jumps", brief.clockJumps),
        Integer.getInteger("crash.copies", brief.copies),
        Integer.getInteger("crash.brokers", brief.brokers),
        Integer.getInteger("crash.run-seeds", brief.runSeeds),
        Integer.getInteger("crash.steps", brief.steps),
        brief.budget);
  }

  /** Two workers, and the copies of every other role. */
  List<String> processes() {
    List<String> names = new ArrayList<>(List.of("worker-1", "worker-2"));
    for (int copy = 1; copy <= copies; copy++) {
      names.addAll(List.of("command-" + copy, "reporting-" + copy, "gateway-" + copy));
    }
    return names;
  }

  /** Who is struck, in which way and when, in order. */
  List<Blow> blows() {
    Random random = new Random(seed);
    List<Blow> blows = new ArrayList<>();
    List<String> deck = new ArrayList<>();
    List<Blow.Kind> kinds = kinds(random);
    for (int number = 1; number <= kinds.size(); number++) {
      if (deck.isEmpty()) {
        deck.addAll(deck());
        Collections.shuffle(deck, random);
      }
      // One in five follows the blow before it at once, into the recovery.
      int outcomes = random.nextInt(5) == 0 ? 0 : 1 + random.nextInt(4);
      Duration delay = Duration.ofMillis(random.nextInt((int) budget.toMillis()));
      Blow.Kind kind = kinds.get(number - 1);
      String victim =
          switch (kind) {
            case KILL, FREEZE, STOP -> deck.remove(0);
            case PARTITION -> "worker-" + (1 + random.nextInt(2));
            case CLOCK -> "clock";
          };
      blows.add(new Blow(number, kind, victim, outcomes, delay));
    }
    return List.copyOf(blows);
  }

  private List<Blow.Kind> kinds(Random random) {
    List<Blow.Kind> kinds = new ArrayList<>(Collections.nCopies(kills, Blow.Kind.KILL));
    kinds.addAll(Collections.nCopies(freezes, Blow.Kind.FREEZE));
    kinds.addAll(Collections.nCopies(stops, Blow.Kind.STOP));
    kinds.addAll(Collections.nCopies(partitions, Blow.Kind.PARTITION));
    kinds.addAll(Collections.nCopies(clockJumps, Blow.Kind.CLOCK));
    Collections.shuffle(kinds, random);
    return kinds;
  }

  private List<String> deck() {
    if (brokers == Ensemble.SIZE) {
      return Ensemble.COORDINATORS;
    }
    return copies == 1 ? List.of("worker-1", "command-1", BROKER) : fullDeck();
  }

  /** Who computes and who decides are struck most often. */
  private List<String> fullDeck() {
    List<String> deck = new ArrayList<>();
    for (int turn = 0; turn < 3; turn++) {
      deck.addAll(List.of("worker-1", "worker-2"));
    }
    for (int copy = 1; copy <= copies; copy++) {
      deck.addAll(List.of("command-" + copy, "command-" + copy));
      deck.addAll(List.of("reporting-" + copy, "gateway-" + copy));
    }
    deck.addAll(List.of(BROKER, BROKER));
    return deck;
  }
}
