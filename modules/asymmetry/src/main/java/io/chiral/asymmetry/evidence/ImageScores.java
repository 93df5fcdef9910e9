package io.chiral.asymmetry.evidence;

import io.chiral.messages.event.ImagesScored;
import io.chiral.messages.work.Cell;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Judges' scores of images, keyed by (run, image, judge): 8 bytes each, in tables by run. */
public final class ImageScores {

  /** No score has come. Scores are finite, or NaN where the judge gave none. */
  private static final double ABSENT = Double.NEGATIVE_INFINITY;

  private final Names images = new Names();
  private final Names judges = new Names();
  private final Once<String, Cell> cells = new Once<>("evaluated cell of run");
  private final Map<String, Received> received = new TreeMap<>();
  private final Map<String, double[][]> tables = new HashMap<>();
  private final Protocols protocols = new Protocols();

  void add(ImagesScored scored, Faults faults) {
    String run = scored.run();
    cells.put(run, scored.cell(), faults);
    received.computeIfAbsent(run, key -> new Received()).part(scored.part(), scored.parts());
    protocols.add(run, scored.protocol(), faults);
    for (ImagesScored.Score score : scored.scores()) {
      add(run, score, faults);
    }
  }

  private void add(String run, ImagesScored.Score score, Faults faults) {
    int judge = judges.number(score.judge());
    int image = images.number(score.image());
    double[][] table = tables.getOrDefault(run, new double[0][]);
    if (judge >= table.length) {
      table = Arrays.copyOf(table, judge + 1);
      tables.put(run, table);
    }
    double[] row = table[judge];
    if (row == null || image >= row.length) {
      row = grown(row == null ? new double[0] : row, Math.max(image + 1, images.size()));
      table[judge] = row;
    }
    Double given = score.value();
    double value = given == null ? Double.NaN : given;
    row[image] =
        row[image] == ABSENT
            ? value
            : faults.settle(
                "score of %s by %s in run %s".formatted(score.image(), score.judge(), run),
                row[image],
                value);
  }

  /** Whether every part of the run's scores came. */
  public boolean complete(String run) {
    Received parts = received.get(run);
    return parts != null && parts.complete();
  }

  /** A score, not oriented; NaN where the judge gave none or it has not come. */
  public double score(String run, String judge, String image) {
    double value = stored(run, judges.find(judge), images.find(image));
    return value == ABSENT ? Double.NaN : value;
  }

  /** Names of all images seen, in order. */
  public List<String> images() {
    return sorted(images);
  }

  /** Ids of all judges seen, in order. */
  public List<String> judges() {
    return sorted(judges);
  }

  /** How the judge computed its scores; one text a distinct way. */
  public String protocol(String judge) {
    return protocols.distinct(judge);
  }

  /** Events that tell the same; all of a run's scores stand in its first part. */
  Stream<ImagesScored> events(String study) {
    return received.entrySet().stream().flatMap(run -> events(study, run.getKey(), run.getValue()));
  }

  private Stream<ImagesScored> events(String study, String run, Received parts) {
    int[] numbers = parts.numbers();
    return Arrays.stream(numbers)
        .mapToObj(
            part ->
                new ImagesScored(
                    study,
                    run,
                    cells.known(run),
                    part,
                    parts.count(),
                    part == numbers[0] ? scores(run) : List.of(),
                    protocols.of(run)));
  }

  private List<ImagesScored.Score> scores(String run) {
    List<ImagesScored.Score> scores = new ArrayList<>();
    for (String image : images()) {
      for (String judge : judges()) {
        double value = stored(run, judges.find(judge), images.find(image));
        if (value != ABSENT) {
          scores.add(new ImagesScored.Score(image, judge, Double.isNaN(value) ? null : value));
        }
      }
    }
    return scores;
  }

  private double stored(String run, int judge, int image) {
    double[][] table = tables.getOrDefault(run, new double[0][]);
    boolean there =
        judge >= 0
            && image >= 0
            && judge < table.length
            && table[judge] != null
            && image < table[judge].length;
    return there ? table[judge][image] : ABSENT;
  }

  private static double[] grown(double[] row, int length) {
    double[] grown = Arrays.copyOf(row, length);
    Arrays.fill(grown, row.length, length, ABSENT);
    return grown;
  }

  private static List<String> sorted(Names names) {
    return Stream.iterate(0, i -> i < names.size(), i -> i + 1).map(names::name).sorted().toList();
  }
}
