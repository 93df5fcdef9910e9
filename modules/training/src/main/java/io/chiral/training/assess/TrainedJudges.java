package io.chiral.training.assess;

import io.chiral.imagery.metric.Judge;
import io.chiral.messages.spec.AssessSpec;
import io.chiral.messages.spec.LearningSpec;
import io.chiral.messages.spec.MetricSpec;
import io.chiral.messages.spec.TrainedJudge;
import io.chiral.networks.fidelity.Dists;
import io.chiral.networks.quality.NoReference;
import io.chiral.networks.torch.Precision;
import io.chiral.networks.weights.Weights;
import io.chiral.training.ImpossibleException;
import io.chiral.training.Torch;
import io.chiral.training.checkpoint.CheckpointStore;
import io.chiral.training.checkpoint.DamagedCheckpointException;
import io.chiral.training.checkpoint.StoredCheckpoint;
import io.chiral.training.checkpoint.UnknownCheckpointException;
import io.chiral.training.model.Models;
import io.chiral.training.model.Tensors;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Assessors that were trained here, as judges: the model of a run's last split, looking at images
 * as it did there. Loaded once; asked on PyTorch's thread only.
 */
public final class TrainedJudges {

  /** All weights of a trained assessor, within the last checkpoint of its run. */
  static final String FILE = "assessor.safetensors";

  private static final String ASSESSOR = "assessor";
  private static final String LOOKS = "assessor-looks";

  private final Supplier<Torch> torch;
  private final Supplier<CheckpointStore> store;
  private final Map<String, TrainedScore> loaded = new HashMap<>();

  /**
   * @param torch asked once a judge is needed; what is loaded is freed with it
   * @param store that has the checkpoints; asked likewise
   */
  public TrainedJudges(Supplier<Torch> torch, Supplier<CheckpointStore> store) {
    this.torch = torch;
    this.store = store;
  }

  /**
   * The judge.
   *
   * @param border pixels shaved from each side before an image is judged
   * @throws ImpossibleException when the store has no such checkpoint, or it is of another assessor
   */
  public Judge of(TrainedJudge judge, int border) {
    TrainedScore score = loaded.computeIfAbsent(judge.id(), absent -> load(judge));
    return new AssessorJudge(judge, score, border);
  }

  /** Whether such a judge compares with a reference. */
  public static boolean compares(TrainedJudge judge) {
    return !judge.kind().equals(MetricSpec.NO_REFERENCE);
  }

  /** Whether that store has the checkpoint that a trained judge names, of such an assessor. */
  public static boolean knows(CheckpointStore store, TrainedJudge judge) {
    return named(store, judge)
        .map(id -> assessor(store, id))
        .anyMatch(is -> is.startsWith("%s/%s/".formatted(judge.kind(), judge.backbone())));
  }

  private static String assessor(CheckpointStore store, String id) {
    try {
      return store.manifest(id).structure().getOrDefault(ASSESSOR, "");
    } catch (UnknownCheckpointException | DamagedCheckpointException e) {
      return ""; // gone meanwhile, or of no use
    }
  }

  /** Writes down what {@link #of} rebuilds an assessor from. */
  static void describe(AssessSpec spec, Map<String, String> structure) {
    MetricSpec metric = spec.metric();
    LearningSpec looks = spec.learning();
    structure.put(
        ASSESSOR,
        "%s/%s/%s"
            .formatted(
                metric.kind(),
                metric.backbone(),
                metric.stages().stream().map(String::valueOf).collect(Collectors.joining("."))));
    structure.put(
        LOOKS,
        "%d/%d/%d"
            .formatted(looks.shortSide(), looks.crop() == null ? 0 : looks.crop(), looks.crops()));
  }

  private TrainedScore load(TrainedJudge judge) {
    StoredCheckpoint checkpoint = store.get().open(whole(judge));
    String structure = checkpoint.manifest().structure().getOrDefault(ASSESSOR, "none");
    String[] words = structure.split("/", -1);
    if (words.length != 3 || !words[0].equals(judge.kind()) || !words[1].equals(judge.backbone())) {
      throw new ImpossibleException(
          "judge %s: checkpoint %s (run %s, step %d) holds assessor %s; name the last checkpoint of"
                  .formatted(
                      judge.id(),
                      checkpoint.manifest().id(),
                      checkpoint.manifest().run(),
                      checkpoint.manifest().step(),
                      structure)
              + " an assess run, by its own kind and backbone");
    }
    MetricSpec spec = new MetricSpec(judge.id(), words[0], words[1], "random", stages(words[2]));
    LearningSpec looks = looks(checkpoint.manifest().structure().getOrDefault(LOOKS, ""));
    return score(spec, looks, checkpoint);
  }

  private TrainedScore score(MetricSpec spec, LearningSpec looks, StoredCheckpoint checkpoint) {
    Torch with = torch.get();
    Sight sight = new Sight(looks, with.kernels());
    if (spec.kind().equals(MetricSpec.NO_REFERENCE)) {
      NoReference network = Models.noReference(spec, with.kernels(), Precision.FLOAT32);
      Weights weights = Tensors.load(checkpoint, FILE, network.parameters(), with.manager());
      return new TrainedScore.OfImage(network, weights, sight);
    }
    Dists metric = Models.dists(spec, with.kernels(), Precision.FLOAT32);
    Weights weights = Tensors.load(checkpoint, FILE, metric.parameters(), with.manager());
    return new TrainedScore.OfPair(metric, weights, sight);
  }

  private String whole(TrainedJudge judge) {
    return named(store.get(), judge)
        .findFirst()
        .orElseThrow(
            () ->
                new ImpossibleException(
                    "judge %s: the store has no checkpoint %s…"
                        .formatted(judge.id(), judge.checkpoint())));
  }

  /** Ids of the checkpoints that a judge's digits begin. */
  private static Stream<String> named(CheckpointStore store, TrainedJudge judge) {
    return store.list(judge.checkpoint()).stream().map(CheckpointStore.Listed::id);
  }

  private static List<Integer> stages(String joined) {
    return joined.isEmpty()
        ? List.of()
        : Arrays.stream(joined.split("\\.")).map(Integer::valueOf).toList();
  }

  private static LearningSpec looks(String joined) {
    int[] numbers = Arrays.stream(joined.split("/")).mapToInt(Integer::parseInt).toArray();
    LearningSpec standard = LearningSpec.STANDARD;
    return new LearningSpec(
        standard.loss(),
        numbers[0],
        numbers[1] == 0 ? null : numbers[1],
        numbers[2],
        false,
        0,
        standard.validateEvery());
  }
}
