package io.chiral.training.judge;

import io.chiral.imagery.dataset.ImageEntry;
import io.chiral.imagery.dataset.ImageSet;
import io.chiral.imagery.metric.Judge;
import io.chiral.imagery.metric.Niqe;
import io.chiral.imagery.metric.NiqeModel;
import io.chiral.messages.spec.TrainedJudge;
import io.chiral.networks.published.WeightsFolder;
import io.chiral.training.ImpossibleException;
import io.chiral.training.Torch;
import io.chiral.training.assess.TrainedJudges;
import io.chiral.training.checkpoint.CheckpointStore;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Supplier;

/**
 * Judges by id. NIQE's model is fitted once a training set and block size, networks are loaded
 * once; both are kept. One thread at a time, PyTorch's as soon as a judge is a network.
 */
public final class Judges {

  private static final String NIQE = "niqe";

  /** The paper's block, and smaller ones for crops that hold too few of it. */
  private static final List<Integer> NIQE_BLOCKS = List.of(NiqeModel.PUBLISHED_BLOCK, 48, 32, 24);

  private final Map<String, NiqeModel> models = new HashMap<>();
  private final NetworkJudges networks;
  private final TrainedJudges trained;

  /**
   * @param torch asked once a network is needed; what is loaded is freed with it
   * @param weights published weights that are installed
   * @param store of checkpoints that trained assessors are judges from; asked once one is
   */
  public Judges(Supplier<Torch> torch, WeightsFolder weights, Supplier<CheckpointStore> store) {
    this.networks = new NetworkJudges(torch, weights);
    this.trained = new TrainedJudges(torch, store);
  }

  /** All that the software knows; a network's weights may be absent. */
  public static SortedSet<String> ids() {
    SortedSet<String> ids = new TreeSet<>(NetworkJudges.ids());
    io.chiral.imagery.metric.Judges.all(0).forEach(judge -> ids.add(judge.id()));
    ids.add(NIQE);
    return ids;
  }

  /** Whether the judge of that id compares with a reference. */
  public static boolean needsReference(String id) {
    return !id.equals(NIQE) && TrainedJudge.parse(id).map(TrainedJudges::compares).orElse(true);
  }

  /**
   * The judges of an evaluation.
   *
   * @param border pixels shaved from each side before an image is judged
   * @param smallestSide of the images to be judged, before that
   * @param trainSet photographs that NIQE's model is fitted on
   * @throws ImpossibleException naming a judge that isn't at hand, or weights that aren't installed
   */
  public List<Judge> of(List<String> ids, int border, int smallestSide, ImageSet trainSet) {
    return ids.stream().map(id -> judge(id, border, smallestSide, trainSet)).toList();
  }

  private Judge judge(String id, int border, int smallestSide, ImageSet trainSet) {
    if (id.equals(NIQE)) {
      return new Niqe(model(smallestSide - 2 * border, trainSet), border);
    }
    Optional<TrainedJudge> assessor = TrainedJudge.parse(id);
    if (assessor.isPresent()) {
      return trained.of(assessor.get(), border);
    }
    if (NetworkJudges.ids().contains(id)) {
      return networks.of(id, border);
    }
    return io.chiral.imagery.metric.Judges.all(border).stream()
        .filter(judge -> judge.id().equals(id))
        .findFirst()
        .orElseThrow(
            () ->
                new ImpossibleException(
                    "judge \"%s\" is not available here; available: %s"
                        .formatted(id, String.join(", ", ids()))));
  }

  private NiqeModel model(int side, ImageSet trainSet) {
    int block = block(side);
    return models.computeIfAbsent(
        trainSet.digest() + "/" + block,
        absent -> {
          Iterator<ImageEntry> entries = trainSet.entries().iterator();
          return NiqeModel.fit(() -> new Loading(entries), block, NiqeModel.PUBLISHED_SHARPNESS);
        });
  }

  /** The largest block of which an image holds two by two. */
  private static int block(int side) {
    return NIQE_BLOCKS.stream()
        .filter(block -> 2 * block <= side)
        .findFirst()
        .orElseThrow(
            () ->
                new ImpossibleException(
                    "niqe needs images of at least %d pixels inside the border, got %d"
                        .formatted(2 * NIQE_BLOCKS.get(NIQE_BLOCKS.size() - 1), side)));
  }
}
