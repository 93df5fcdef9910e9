package io.chiral.training.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import io.chiral.training.checkpoint.CheckpointStore.Listed;
import io.chiral.training.checkpoint.Retention.Plan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RetentionTest {

  private static final Retention RETENTION = new Retention(2, Duration.ofDays(1));
  private static final References NOBODY = new References(List.of(), Set.of(), Set.of(), Set.of());

  private Path root;
  private DirectoryStore store;
  private Instant now;

  @BeforeEach
  void open(@TempDir Path directory) {
    root = directory;
    store = new DirectoryStore(root);
    now = Instant.now();
  }

  @Test
  void keepsWhatIsNamedTheLastTwoAndWhatIsYoung() throws IOException {
    String named = old(write("run", 10, Map.of()));
    String judge = old(write("judge", 3, Map.of()));
    String idle = old(write("run", 30, Map.of()));
    String last = old(write("run", 40, Map.of()));
    String end = old(write("run", 50, Map.of()));
    String young = write("run", 20, Map.of());
    String ofNoRun = old(write("gone", 5, Map.of()));
    References references =
        new References(
            List.of(
                published(named, 10),
                published(young, 20),
                published(idle, 30),
                published(last, 40),
                published(end, 50)),
            Set.of(named),
            Set.of(judge.substring(0, 16)),
            Set.of());

    Plan plan = RETENTION.plan(store, () -> references, now);

    assertThat(ids(plan.checkpoints())).containsExactlyInAnyOrder(idle, ofNoRun);
    assertThat(store.list()).as("a plan touches nothing").hasSize(7);
    assertThat(RETENTION.carryOut(store, plan, now)).isEqualTo(plan);
    assertThat(ids(store.list())).containsExactlyInAnyOrder(named, judge, last, end, young);
  }

  @Test
  void keepsWhatAStateThatIsNeededWasComputedFrom() throws IOException {
    String discriminator = old(write("optimise", 10, Map.of()));
    String assessor = old(write("assess", 20, Map.of("initialisation", discriminator)));
    String generator = old(write("optimise", 11, Map.of("start", assessor)));
    References references = new References(List.of(), Set.of(generator), Set.of(), Set.of());

    assertThat(RETENTION.plan(store, () -> references, now).size()).isZero();
    assertThat(ids(RETENTION.plan(store, () -> NOBODY, now).checkpoints()))
        .containsExactlyInAnyOrder(discriminator, assessor, generator);
  }

  @Test
  void passesByWhatIsWrittenAgainBeforeItGoes() throws IOException {
    String again = old(write("run", 1, Map.of()));
    String idle = old(write("run", 2, Map.of()));
    String file = oldFile(new byte[] {1});
    String idleFile = oldFile(new byte[] {2});
    Plan plan = RETENTION.plan(store, () -> NOBODY, now);

    write("run", 1, Map.of()); // a slice was computed again, and its event is on its way
    store.putFile(new byte[] {1});
    Plan gone = RETENTION.carryOut(store, plan, now);

    assertThat(ids(gone.checkpoints())).containsExactly(idle);
    assertThat(ids(gone.files())).containsExactly(idleFile);
    assertThat(store.open(again).manifest().step()).isEqualTo(1);
    assertThat(store.readFile(file)).containsExactly(1);
  }

  @Test
  void whatIsWrittenAndNamedWhileReferencesAreReadStays() throws IOException {
    old(write("run", 1, Map.of()));
    List<String> meanwhile = new ArrayList<>();

    Plan plan =
        RETENTION.plan(
            store,
            () -> {
              meanwhile.add(write("run", 2, Map.of()));
              return NOBODY;
            },
            now.plus(Duration.ofDays(3)));

    assertThat(ids(plan.checkpoints())).hasSize(1).doesNotContainAnyElementsOf(meanwhile);
  }

  @Test
  void forgetsWhatIsGoneAndOldAndNoRunMisses() throws IOException {
    String stays = old(write("run", 1, Map.of()));
    Instant then = now.minus(Duration.ofDays(2));
    Map<String, Instant> publishedAt =
        Map.of(
            stays,
            then,
            "gone",
            then,
            "young",
            now,
            "named",
            then,
            "last",
            then,
            "last but one",
            then);
    References references =
        new References(
            List.of(published("gone", 10), published("last but one", 20), published("last", 30)),
            Set.of("named"),
            Set.of(),
            Set.of());

    assertThat(RETENTION.forgettable(store.list(), references, publishedAt, now))
        .containsExactly("gone");
  }

  @Test
  void collectsFilesThatNobodyNamesAndWhatCrashesLeft() throws IOException {
    String tile = oldFile(new byte[] {1});
    String orphan = oldFile(new byte[] {2});
    store.putFile(new byte[] {3});
    age(Files.createDirectory(root.resolve("unfinished").resolve("killed")));
    Files.createDirectory(root.resolve("unfinished").resolve("being-written"));
    References references = new References(List.of(), Set.of(), Set.of(), Set.of(tile));

    Plan gone = RETENTION.carryOut(store, RETENTION.plan(store, () -> references, now), now);

    assertThat(ids(gone.files())).containsExactly(orphan);
    assertThat(gone.leftovers())
        .extracting(CheckpointStore.Leftover::place)
        .containsExactly("killed");
    assertThat(store.files("")).hasSize(2);
    assertThat(store.leftovers()).hasSize(1);
  }

  /** Histories of runs, killed slices, lineages, judges, ended studies, in any order. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void neverTakesWhatIsNeededAndInTheEndAllElse(long seed) throws IOException {
    Random random = new Random(seed);
    History history = new History(random);
    for (int i = 0; i < 25; i++) {
      history.go();
      if (random.nextInt(4) == 0) {
        Set<String> needed = history.needed();
        Set<String> young = history.young();
        Plan plan = RETENTION.plan(store, history::references, now);
        RETENTION.carryOut(store, plan, now);
        assertThat(ids(store.list())).containsAll(needed).containsAll(young);
        history.forget(ids(plan.checkpoints()));
      }
    }
    history.growOld();

    RETENTION.carryOut(store, RETENTION.plan(store, history::references, now), now);

    assertThat(ids(store.list())).containsExactlyInAnyOrderElementsOf(history.needed());
  }

  /** An installation's life, and an oracle of what it needs that shares no code with the store. */
  private final class History {
    private final Random random;
    private final Map<String, List<References.Published>> runs = new HashMap<>();
    private final Map<String, String> origins = new HashMap<>();
    private final Set<String> young = new HashSet<>();
    private final Set<String> named = new HashSet<>();
    private final Set<String> judges = new HashSet<>();
    private int writes;

    History(Random random) {
      this.random = random;
    }

    void go() throws IOException {
      switch (random.nextInt(8)) {
        case 0 -> growOld();
        case 1 -> runs.keySet().stream().sorted().findFirst().ifPresent(runs::remove);
        case 2 -> some().ifPresent(id -> judges.add(id));
        case 3 -> write("run-" + random.nextInt(3)); // by a slice that is killed afterwards
        default -> publish("run-" + random.nextInt(3));
      }
    }

    private java.util.Optional<String> some() {
      return runs.values().stream()
          .flatMap(List::stream)
          .map(References.Published::id)
          .sorted()
          .skip(random.nextInt(3))
          .findFirst();
    }

    private String write(String run) {
      Map<String, String> inputs = new HashMap<>(Map.of("train-set", Digests.of("photographs")));
      String from = random.nextInt(3) == 0 ? some().filter(store::exists).orElse(null) : null;
      if (from != null) {
        inputs.put("start", from);
      }
      String id = RetentionTest.this.write(run, ++writes, inputs);
      if (from != null) {
        origins.put(id, from);
      }
      young.add(id);
      return id;
    }

    private void publish(String run) {
      String id = write(run);
      runs.computeIfAbsent(run, absent -> new ArrayList<>())
          .add(new References.Published(id, run, writes));
      if (random.nextInt(4) == 0) {
        named.add(id); // a milestone
      }
    }

    void growOld() throws IOException {
      for (String id : young) {
        old(id);
      }
      young.clear();
    }

    Set<String> young() {
      return Set.copyOf(young);
    }

    void forget(Set<String> gone) {
      named.removeAll(gone);
      runs.values().forEach(run -> run.removeIf(each -> gone.contains(each.id())));
    }

    References references() {
      return new References(
          runs.values().stream().flatMap(List::stream).toList(),
          namedByRuns(),
          judges.stream().map(id -> id.substring(0, 16)).collect(Collectors.toSet()),
          Set.of());
    }

    private Set<String> namedByRuns() {
      Set<String> ids = new HashSet<>(named);
      ids.retainAll(
          runs.values().stream()
              .flatMap(List::stream)
              .map(References.Published::id)
              .collect(Collectors.toSet()));
      return ids;
    }

    Set<String> needed() {
      Set<String> needed = new HashSet<>(namedByRuns());
      needed.addAll(judges);
      for (List<References.Published> run : runs.values()) {
        int size = run.size();
        run.subList(Math.max(0, size - 2), size).forEach(each -> needed.add(each.id()));
      }
      for (int before = 0; before < needed.size(); ) {
        before = needed.size();
        Set<String> more = new HashSet<>(needed);
        needed.forEach(id -> more.add(origins.getOrDefault(id, id)));
        needed.addAll(more);
      }
      return needed;
    }
  }

  private String write(String run, int step, Map<String, String> inputs) {
    return store
        .write(
            new Draft(
                "optimise",
                run,
                step,
                false,
                Digests.of("spec"),
                new TreeMap<>(),
                new TreeMap<>(inputs),
                new TreeMap<>(),
                new TreeMap<>(Map.of("a", out -> out.write(step))),
                Map.of()))
        .id();
  }

  private static References.Published published(String id, int step) {
    return new References.Published(id, "run", step);
  }

  private String old(String id) throws IOException {
    age(root.resolve("checkpoints").resolve(id));
    return id;
  }

  private String oldFile(byte[] content) throws IOException {
    String digest = store.putFile(content);
    age(root.resolve("files").resolve(digest));
    return digest;
  }

  private void age(Path path) throws IOException {
    if (!Files.exists(path)) {
      return;
    }
    Files.setLastModifiedTime(path, FileTime.from(now.minus(Duration.ofDays(2))));
  }

  private static Set<String> ids(List<Listed> listed) {
    return listed.stream().map(Listed::id).collect(Collectors.toSet());
  }
}
