package io.chiral.asymmetry.panel;

import static io.chiral.asymmetry.panel.JudgeTraits.ARTEFACT;
import static io.chiral.asymmetry.panel.JudgeTraits.DISTORTION;
import static io.chiral.asymmetry.panel.JudgeTraits.PERCEPTUAL;
import static io.chiral.asymmetry.panel.JudgeTraits.REFERENCE_PERCEPTUAL;

import io.chiral.messages.spec.MetricSpec;
import io.chiral.messages.spec.TrainedJudge;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The judges that Chiral knows, fixed with the software. */
public final class JudgeCatalogue {

  private static final Map<String, JudgeTraits> JUDGES =
      List.of(
              // PSNR is a monotone function of MSE.
              judge("psnr-y", DISTORTION, true, "mse", null, null),
              judge("psnr-rgb", DISTORTION, true, "mse", null, null),
              judge("ssim-y", DISTORTION, true, "ssim", null, null),
              judge("ssim-rgb", DISTORTION, true, "ssim", null, null),
              judge("l1", DISTORTION, false, "l1", null, null),
              judge("mse", DISTORTION, false, "mse", null, null),
              judge("ms-ssim", DISTORTION, true, "ssim", null, null),
              judge("gmsd", DISTORTION, false, "gmsd", null, null),
              judge("fsim", DISTORTION, true, "fsim", null, null),
              judge("fsimc", DISTORTION, true, "fsim", null, null),
              judge("vif", DISTORTION, true, "vif", null, null),
              judge("niqe", PERCEPTUAL, false, "niqe", null, null),
              judge("people", PERCEPTUAL, true, "people", null, null),
              judge("lpips-alex", REFERENCE_PERCEPTUAL, false, "lpips", "alexnet", "bapps"),
              judge("lpips-vgg", REFERENCE_PERCEPTUAL, false, "lpips", "vgg16", "bapps"),
              judge("lpips-squeeze", REFERENCE_PERCEPTUAL, false, "lpips", "squeezenet", "bapps"),
              judge("dists", REFERENCE_PERCEPTUAL, false, "dists", "vgg16", "kadid10k"),
              judge("dists-vgg16", REFERENCE_PERCEPTUAL, false, "dists", "vgg16", "kadid10k"),
              // The same form on other features, with equal weights.
              dists("alexnet"),
              dists("clip-vit-b16"),
              dists("clip-vit-b32"),
              dists("convnext-t"),
              dists("dinov2-b14"),
              dists("dinov2-s14"),
              dists("resnet50"),
              dists("squeezenet"),
              dists("swin-t"),
              judge("checkerboard", ARTEFACT, false, "checkerboard", null, null),
              judge("checkerboard-3", ARTEFACT, false, "checkerboard", null, null))
          .stream()
          .collect(
              Collectors.toMap(
                  JudgeTraits::id,
                  Function.identity(),
                  (a, b) -> a,
                  TreeMap<String, JudgeTraits>::new));

  private JudgeCatalogue() {}

  /**
   * The judge of that id: one of the software's, or a trained assessor ({@link TrainedJudge}), a
   * no-reference one of the perceptual family.
   *
   * @throws UnknownJudgeException if there is none
   */
  public static JudgeTraits find(String id) {
    JudgeTraits judge = JUDGES.get(id);
    if (judge != null) {
      return judge;
    }
    return TrainedJudge.parse(id)
        .map(JudgeCatalogue::trained)
        .orElseThrow(() -> new UnknownJudgeException(id, JUDGES.keySet()));
  }

  /** Whether there is a judge of that id. */
  public static boolean knows(String id) {
    return JUDGES.containsKey(id) || TrainedJudge.parse(id).isPresent();
  }

  /** A trained assessor's score is more for better, of either kind. */
  private static JudgeTraits trained(TrainedJudge judge) {
    String family =
        judge.kind().equals(MetricSpec.NO_REFERENCE) ? PERCEPTUAL : REFERENCE_PERCEPTUAL;
    return judge(judge.id(), family, true, judge.kind(), judge.backbone(), null);
  }

  private static JudgeTraits dists(String backbone) {
    return judge("dists-" + backbone, REFERENCE_PERCEPTUAL, false, "dists", backbone, null);
  }

  private static JudgeTraits judge(
      String id,
      String family,
      boolean higherIsBetter,
      String form,
      @Nullable String architecture,
      @Nullable String labels) {
    return new JudgeTraits(id, family, higherIsBetter, form, architecture, labels);
  }
}
