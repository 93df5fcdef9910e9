package io.chiral.service.gateway.view;

import io.chiral.messages.Digests;
import io.chiral.messages.command.RecordOpinion;
import io.chiral.messages.event.TilesStored;
import io.chiral.messages.work.Cell;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What people can compare of one study, and how often they compared it. Memory is bounded: the
 * tiles are those of the study, and of answers the first {@value #REMEMBERED} count here, which is
 * as many as the report keeps. Confined to the view's thread.
 */
public final class Gallery {

  private static final int REMEMBERED = 20_000;

  /** Hex digits of a blind name. */
  private static final int BLIND = 32;

  private static final String REFERENCE = "hr";
  private static final String OUTPUT = "output";

  private final Map<String, String> references = new HashMap<>();
  private final Map<Cell, SortedMap<String, String>> outputs = new HashMap<>();
  private final Tally tally = new Tally();
  private final Set<String> answered = new HashSet<>();

  /**
   * One output of an image.
   *
   * @param run that trained what made it
   * @param step of its checkpoint
   * @param setting setting id
   * @param metric metric id
   * @param digest of its tile, its name in the store
   */
  public record Work(String run, int step, String setting, String metric, String digest) {
    /** The same for every image. */
    String key() {
      return run + '@' + step;
    }

    /**
     * A name that tells nobody what it is of, and no two outputs of a study's image share: the same
     * at every gateway, and after restarts.
     */
    public String blindName(String study, String image) {
      String known = String.join("\n", "output of", study, image, key());
      return Digests.sha256Hex(known.getBytes(StandardCharsets.UTF_8)).substring(0, BLIND);
    }
  }

  /**
   * Two outputs of one image, in the order in which they are shown.
   *
   * @param image test image name
   * @param reference digest of the reference's tile; null: there is none
   */
  public record Pair(String image, @Nullable String reference, Work left, Work right) {}

  void put(TilesStored event) {
    for (TilesStored.Tile tile : event.tiles()) {
      if (tile.view().equals(REFERENCE)) {
        references.put(tile.image(), tile.digest());
      } else if (tile.view().equals(OUTPUT) && event.cell().role() == Cell.Role.EVALUATION) {
        outputs
            .computeIfAbsent(event.cell(), cell -> new TreeMap<>())
            .put(tile.image(), tile.digest());
      }
    }
  }

  void put(RecordOpinion opinion) {
    if (opinion.runB() == null || opinion.stepB() == null || answered.size() >= REMEMBERED) {
      return;
    }
    String one = opinion.runA() + '@' + opinion.stepA();
    String other = opinion.runB() + '@' + opinion.stepB();
    if (answered.add(Tally.key(opinion.rater(), opinion.image(), one, other))) {
      tally.add(opinion.rater(), opinion.image(), one, other);
    }
  }

  /** How many pairs a rater has compared. */
  public int answered(String rater) {
    return tally.of(rater);
  }

  /**
   * Pairs for a rater to compare next: the same for the same rater while nobody answers.
   *
   * @param rater pseudonym
   * @param limit how many at most; fewer: there are no more
   * @param step at which outputs are compared
   * @param trainings of each evaluated cell the run that trained
   */
  public List<Pair> pairs(String rater, int limit, int step, Map<Cell, String> trainings) {
    SortedMap<String, List<Work>> works = works(step, trainings);
    PairChooser chooser = new PairChooser(rater, tally.copy(), new HashSet<>(answered));
    List<Pair> pairs = new ArrayList<>();
    while (pairs.size() < limit) {
      PairChooser.Choice choice = chooser.next(works);
      if (choice == null) {
        break;
      }
      String reference = references.get(choice.image());
      pairs.add(new Pair(choice.image(), reference, choice.left(), choice.right()));
    }
    return pairs;
  }

  /**
   * The output of an image that goes by a blind name.
   *
   * @param step at which outputs are compared
   * @param trainings as in {@link #pairs}
   */
  public Optional<Work> find(
      String study, String image, String blindName, int step, Map<Cell, String> trainings) {
    return works(step, trainings).getOrDefault(image, List.of()).stream()
        .filter(work -> work.blindName(study, image).equals(blindName))
        .findFirst();
  }

  private SortedMap<String, List<Work>> works(int step, Map<Cell, String> trainings) {
    SortedMap<String, List<Work>> works = new TreeMap<>();
    for (Map.Entry<Cell, SortedMap<String, String>> evaluated : outputs.entrySet()) {
      Cell cell = evaluated.getKey();
      String run = trainings.get(cell);
      Integer at = cell.step();
      String setting = cell.setting();
      String metric = cell.metric();
      if (run == null || at == null || at != step || setting == null || metric == null) {
        continue;
      }
      for (Map.Entry<String, String> tile : evaluated.getValue().entrySet()) {
        works
            .computeIfAbsent(tile.getKey(), image -> new ArrayList<>())
            .add(new Work(run, step, setting, metric, tile.getValue()));
      }
    }
    works.values().forEach(list -> list.sort((a, b) -> a.key().compareTo(b.key())));
    return works;
  }
}
