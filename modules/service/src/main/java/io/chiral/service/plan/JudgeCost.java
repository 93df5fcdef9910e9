package io.chiral.service.plan;

import io.chiral.messages.spec.MetricSpec;
import io.chiral.messages.spec.TrainedJudge;
import java.util.Map;
import java.util.Optional;

/** What judging one image takes. */
final class JudgeCost {
  private static final double MEGA = 1e6;

  /** Seconds a megapixel on one core. */
  private static final Map<String, Double> SECONDS =
      Map.ofEntries(
          Map.entry("psnr-y", 0.1),
          Map.entry("psnr-rgb", 0.1),
          Map.entry("ssim-y", 0.4),
          Map.entry("ssim-rgb", 1.0),
          Map.entry("gmsd", 0.2),
          Map.entry("niqe", 0.8),
          Map.entry("fsim", 3.0),
          Map.entry("fsimc", 3.5),
          Map.entry("vif", 2.0),
          Map.entry("ms-ssim", 0.6));

  private static final double OTHER_SECONDS = 0.3;

  /** LPIPS's judges are named by their authors' names of the backbones. */
  private static final Map<String, String> LPIPS =
      Map.of("lpips-alex", "alexnet", "lpips-vgg", "vgg16", "lpips-squeeze", "squeezenet");

  private JudgeCost() {}

  static Work of(String judge, double pixels) {
    Optional<TrainedJudge> trained = TrainedJudge.parse(judge);
    if (trained.isPresent()) {
      int images = trained.get().kind().equals(MetricSpec.NO_REFERENCE) ? 1 : 2;
      return backbone(trained.get().backbone(), pixels, images);
    }
    if (LPIPS.containsKey(judge)) {
      return backbone(LPIPS.getOrDefault(judge, judge), pixels, 2);
    }
    if (judge.equals("dists")) {
      return backbone("vgg16", pixels, 2);
    }
    if (judge.startsWith("dists-")) {
      return backbone(judge.substring("dists-".length()), pixels, 2);
    }
    return new Work(0, SECONDS.getOrDefault(judge, OTHER_SECONDS) * pixels / MEGA);
  }

  private static Work backbone(String id, double pixels, int images) {
    BackboneCost backbone = BackboneCost.of(id, null);
    return backbone.pace().forward(images * backbone.multiplyAdds(pixels));
  }
}
