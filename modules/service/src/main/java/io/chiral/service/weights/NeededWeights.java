package io.chiral.service.weights;

import io.chiral.messages.spec.AssessSpec;
import io.chiral.messages.spec.DiscriminatorSpec;
import io.chiral.messages.spec.EvaluateSpec;
import io.chiral.messages.spec.MetricSpec;
import io.chiral.messages.spec.OptimiseSpec;
import io.chiral.messages.spec.RunSpec;
import io.chiral.messages.spec.StudySpec;
import io.chiral.messages.spec.TrainedJudge;
import io.chiral.messages.spec.TransferSpec;
import io.chiral.networks.published.AbsentWeightsException;
import io.chiral.networks.published.WeightsFolder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Which published weights a specification needs, and where it says so. */
public final class NeededWeights {

  private static final String PUBLISHED = "published";
  private static final String DISTS = "dists";

  /** The image and the five stages of VGG-16. */
  private static final int ALL_STAGES = 6;

  private static final String DISTS_BACKBONE = "vgg16";
  private static final String LPIPS = "lpips";

  /** LPIPS's heads by their backbone. */
  private static final Map<String, String> HEADS =
      Map.of("alexnet", "lpips-alex", "vgg16", "lpips-vgg", "squeezenet", "lpips-squeeze");

  private final List<Need> needs = new ArrayList<>();

  private NeededWeights() {}

  /**
   * Weights that are needed.
   *
   * @param place JSON pointer of what needs them
   * @param id of the catalogue
   */
  public record Need(String place, String id) {

    /** What to say when they are absent. */
    public String whenAbsent() {
      return "weights %s are not installed: %s".formatted(id, AbsentWeightsException.howToGet(id));
    }
  }

  /** What a study needs; {@code place} is its specification's JSON pointer. */
  public static List<Need> of(String place, StudySpec spec) {
    NeededWeights needed = new NeededWeights();
    for (int i = 0; i < spec.metrics().size(); i++) {
      needed.metric(place + "/metrics/" + i, spec.metrics().get(i));
    }
    for (int i = 0; i < spec.settings().size(); i++) {
      needed.discriminator(
          place + "/settings/" + i + "/discriminator", spec.settings().get(i).discriminator());
    }
    needed.judges(place + "/evaluation/judges", spec.evaluation().judges());
    needed.transfers(place + "/assessment/transfers", spec.assessment());
    return List.copyOf(needed.needs);
  }

  /** What a lone run needs. */
  public static List<Need> of(String place, RunSpec spec) {
    NeededWeights needed = new NeededWeights();
    if (spec instanceof OptimiseSpec optimise) {
      if (optimise.fidelity() != null) {
        needed.metric(place + "/fidelity", optimise.fidelity());
      }
      needed.discriminator(place + "/discriminator", optimise.discriminator());
    } else if (spec instanceof AssessSpec assess) {
      needed.metric(place + "/metric", assess.metric());
    } else if (spec instanceof EvaluateSpec evaluate) {
      needed.judges(place + "/judges", evaluate.judges());
    }
    return List.copyOf(needed.needs);
  }

  /** LPIPS judges whose weights are all installed. */
  public static List<String> lpipsJudges(WeightsFolder folder) {
    return HEADS.values().stream()
        .filter(judge -> ofJudge(judge).stream().allMatch(folder::has))
        .sorted()
        .toList();
  }

  /** Catalogue ids of what a judge or metric of that id is made of; none of a formula. */
  static List<String> ofJudge(String id) {
    if (TrainedJudge.parse(id).isPresent()) {
      return List.of(); // its checkpoint holds them
    }
    for (Map.Entry<String, String> heads : HEADS.entrySet()) {
      if (heads.getValue().equals(id)) {
        return List.of(heads.getKey(), id);
      }
    }
    if (id.equals(DISTS) || id.equals(DISTS + "-" + DISTS_BACKBONE)) {
      return List.of(DISTS_BACKBONE, DISTS);
    }
    return id.startsWith(DISTS + "-") ? List.of(id.substring(DISTS.length() + 1)) : List.of();
  }

  /** With a published backbone come the published weights of what is compared. */
  private void metric(String place, MetricSpec metric) {
    initialised(place, metric.initialisation(), metric.backbone());
    if (!PUBLISHED.equals(metric.initialisation()) || metric.backbone() == null) {
      return;
    }
    String heads = HEADS.get(metric.backbone());
    if (metric.kind().equals(LPIPS) && heads != null) {
      needs.add(new Need(place + "/initialisation", heads));
    } else if (isDists(metric)) {
      needs.add(new Need(place + "/initialisation", DISTS));
    }
  }

  /** Whether this is the published metric's structure. */
  private static boolean isDists(MetricSpec metric) {
    return metric.kind().equals(DISTS)
        && DISTS_BACKBONE.equals(metric.backbone())
        && whole(metric.stages());
  }

  /** α and β are published for all stages together. */
  private static boolean whole(List<Integer> stages) {
    return stages.isEmpty() || stages.size() == ALL_STAGES;
  }

  private void discriminator(String place, @Nullable DiscriminatorSpec discriminator) {
    if (discriminator != null) {
      initialised(place, discriminator.initialisation(), discriminator.backbone());
    }
  }

  private void initialised(
      String place, @Nullable String initialisation, @Nullable String backbone) {
    if (PUBLISHED.equals(initialisation) && backbone != null) {
      needs.add(new Need(place + "/initialisation", backbone));
    }
  }

  private void transfers(String place, StudySpec.@Nullable Assessment assessment) {
    List<TransferSpec> transfers = assessment == null ? List.of() : assessment.transfers();
    for (int i = 0; i < transfers.size(); i++) {
      for (int j = 0; j < transfers.get(i).initialisations().size(); j++) {
        String initialisation = transfers.get(i).initialisations().get(j);
        if (initialisation.equals(PUBLISHED)) {
          String at = "%s/%d/initialisations/%d".formatted(place, i, j);
          needs.add(new Need(at, transfers.get(i).backbone()));
          if (isDists(transfers.get(i).assessor(initialisation))) {
            needs.add(new Need(at, DISTS));
          }
        }
      }
    }
  }

  private void judges(String place, List<String> judges) {
    for (int i = 0; i < judges.size(); i++) {
      for (String id : ofJudge(judges.get(i))) {
        needs.add(new Need(place + "/" + i, id));
      }
    }
  }
}
