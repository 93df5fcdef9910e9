package io.chiral.service.gateway.scores;

import io.chiral.messages.command.RecordOpinion;
import io.chiral.messages.event.FairWeightMeasured;
import io.chiral.messages.event.ItemsScored;
import io.chiral.messages.event.MetricEvent;
import io.chiral.messages.event.OpinionRecorded;
import io.chiral.messages.event.RunEnded;
import io.chiral.messages.event.StudyExpanded;
import io.chiral.messages.event.TrainingDiagnosed;
import io.chiral.messages.spec.LearningSpec;
import io.chiral.messages.spec.SettingSpec;
import io.chiral.messages.spec.StudySpec;
import io.chiral.messages.spec.TransferSpec;
import io.chiral.messages.state.RunStatus;
import io.chiral.messages.work.Cell;
import io.chiral.testkit.PlantedStudy;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * A planted study of which a report tells all that a report can tell: with people and transfers.
 */
final class ToldStudy {

  private static final int LAST = 400;
  private static final String BENCHMARK = "votes";
  private static final List<String> INITIALISATIONS =
      List.of("random", "published", "discriminator");

  private final PlantedStudy planted;
  private final StudySpec spec;
  private final Random random = new Random(11);
  private final List<StudyExpanded.RunCell> transfers = new ArrayList<>();
  private final List<MetricEvent> more = new ArrayList<>();
  private final List<Cell> trained = new ArrayList<>();
  private int opinions;

  ToldStudy(PlantedStudy planted) {
    this.planted = planted;
    spec = withTransfers(planted.spec());
  }

  StudySpec spec() {
    return spec;
  }

  /** Each initialisation on ten splits of eight contents with two distortions of four levels. */
  ToldStudy transfers() {
    for (String initialisation : INITIALISATIONS) {
      boolean seeded = !initialisation.equals("published");
      for (long seed = 1; seed <= (seeded ? 2 : 1); seed++) {
        String run = "transfer-%s-%d".formatted(initialisation, seed);
        String metric = "dists-vgg16-" + initialisation;
        transfers.add(
            new StudyExpanded.RunCell(
                run,
                new Cell(Cell.Role.TRANSFER, metric, null, seeded ? seed : null, null, BENCHMARK)));
        double noise = 1.5 + 1.5 * INITIALISATIONS.indexOf(initialisation) % 4;
        for (int split = 0; split < 10; split++) {
          more.add(items(run, metric, seeded ? seed : null, split, noise));
        }
      }
    }
    return this;
  }

  private ItemsScored items(
      String run, String metric, @Nullable Long seed, int split, double noise) {
    List<ItemsScored.Item> items = new ArrayList<>();
    for (int content = split % 2; content < 8; content += 2) {
      for (int level = 0; level < 8; level++) {
        items.add(
            new ItemsScored.Item(
                content + "-" + level,
                "c" + content,
                "",
                level,
                level + noise * random.nextGaussian()));
      }
    }
    return new ItemsScored(
        planted.id(), run, metric, seed, BENCHMARK, false, split, 0, 1, items, Map.of("how", run));
  }

  /** Every so many outputs of an image are compared by each of so many people. */
  ToldStudy preferences(int people, int images) {
    trainings();
    for (int rater = 0; rater < people; rater++) {
      for (int image = 0; image < images; image++) {
        for (int i = 0; i < trained.size(); i++) {
          int j = (i + 1 + random.nextInt(trained.size() - 1)) % trained.size();
          double won = List.of(0.0, 0.5, 1.0, 1.0).get(random.nextInt(4));
          say("p" + rater, "photo" + image, run(trained.get(i)), run(trained.get(j)), won);
        }
      }
    }
    return this;
  }

  /** Every so many outputs are rated; the first rater rates too little to tell his bias. */
  ToldStudy ratings(int people, int images) {
    trainings();
    for (int rater = 0; rater < people; rater++) {
      for (int image = 0; image < images; image++) {
        int given = rater == 0 ? (image == 0 ? 3 : 0) : trained.size();
        for (Cell cell : trained.subList(0, given)) {
          say("q" + rater, "photo" + image, run(cell), null, 1 + random.nextInt(5));
        }
      }
    }
    return this;
  }

  private void say(String rater, String image, String one, @Nullable String other, double value) {
    RecordOpinion said =
        new RecordOpinion(
            planted.id(), rater, image, one, LAST, other, other == null ? null : LAST, value);
    more.add(new OpinionRecorded(planted.id(), "o-%d".formatted(opinions++), said));
  }

  private void trainings() {
    trained.clear();
    for (SettingSpec setting : spec.allSettings()) {
      for (String metric : PlantedStudy.METRICS) {
        for (long seed : spec.seeds()) {
          trained.add(new Cell(Cell.Role.OBJECTIVE, metric, setting.id(), seed, null, null));
        }
      }
    }
  }

  private static String run(Cell cell) {
    return "%s-%s-%d".formatted(cell.metric(), cell.setting(), cell.seed());
  }

  ToldStudy diagnosed() {
    trainings();
    for (Cell cell : trained) {
      more.add(
          new TrainingDiagnosed(
              planted.id(),
              run(cell),
              List.of(100, 200),
              List.of("grad_norm_fid", "grad_cosine"),
              List.of(
                  List.of(random.nextDouble(), random.nextDouble()),
                  List.of(random.nextGaussian(), random.nextGaussian()))));
    }
    return this;
  }

  /** As workers would tell it, the expansion first. */
  List<MetricEvent> events() {
    List<MetricEvent> events = new ArrayList<>();
    for (MetricEvent event : planted.events()) {
      events.add(
          event instanceof StudyExpanded expanded
              ? expanded(expanded)
              : event instanceof FairWeightMeasured measured ? fair(measured) : event);
    }
    events.addAll(more);
    transfers.forEach(
        cell -> events.add(new RunEnded(planted.id(), cell.run(), RunStatus.COMPLETED, null)));
    events.sort(Comparator.comparing(event -> !(event instanceof StudyExpanded)));
    return events;
  }

  private StudyExpanded expanded(StudyExpanded part) {
    List<StudyExpanded.RunCell> cells = new ArrayList<>(part.cells());
    if (part.part() == 0) {
      cells.addAll(transfers);
    }
    return new StudyExpanded(
        part.study(),
        part.part(),
        part.parts(),
        spec,
        part.specDigest(),
        cells,
        part.registration(),
        part.version());
  }

  /** The planted weight is that of factor 1 in every setting. */
  private FairWeightMeasured fair(FairWeightMeasured of) {
    double factor =
        spec.allSettings().stream()
            .filter(s -> of.run().equals("%s-%s-%d".formatted(of.metric(), s.id(), of.seed())))
            .findFirst()
            .orElseThrow()
            .fidelityScale();
    return new FairWeightMeasured(
        of.study(),
        of.run(),
        of.metric(),
        of.seed(),
        of.pixelNorm(),
        of.fidelityNorm(),
        factor * of.pixelNorm() / of.fidelityNorm());
  }

  private static StudySpec withTransfers(StudySpec spec) {
    StudySpec.Assessment old = spec.assessment();
    if (old == null) {
      return spec;
    }
    TransferSpec transfer =
        new TransferSpec(
            "dists-vgg16",
            "dists",
            "vgg16",
            List.of(),
            INITIALISATIONS,
            "patch-vgg16",
            "l1",
            List.of(BENCHMARK),
            20,
            8,
            old.optimiser(),
            true,
            LearningSpec.STANDARD);
    StudySpec.Assessment assessment =
        new StudySpec.Assessment(
            old.benchmarks(),
            old.splits(),
            old.testShare(),
            old.stepsPerSplit(),
            old.batch(),
            old.optimiser(),
            old.backboneFrozen(),
            old.learning(),
            old.splitSeed(),
            List.of(transfer));
    return new StudySpec(
        spec.title(),
        spec.notice(),
        spec.generator(),
        spec.trainSet(),
        spec.metrics(),
        spec.settings(),
        spec.seeds(),
        spec.pretraining(),
        spec.training(),
        assessment,
        spec.evaluation(),
        spec.headline(),
        spec.priority(),
        spec.maxRuns(),
        spec.sweeps(),
        spec.sensitivity());
  }
}
