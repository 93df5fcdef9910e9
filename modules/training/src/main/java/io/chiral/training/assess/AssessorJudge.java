package io.chiral.training.assess;

import io.chiral.imagery.Image;
import io.chiral.imagery.metric.Judge;
import io.chiral.imagery.metric.JudgeFamily;
import io.chiral.imagery.metric.Prepared;
import io.chiral.messages.spec.TrainedJudge;
import org.jspecify.annotations.Nullable;

/**
 * A trained assessor as a judge. It may be asked on PyTorch's thread only.
 *
 * @param border pixels shaved from each side
 */
record AssessorJudge(TrainedJudge judge, TrainedScore score, int border) implements Judge {

  @Override
  public String id() {
    return judge.id();
  }

  @Override
  public JudgeFamily family() {
    return needsReference() ? JudgeFamily.REFERENCE_PERCEPTUAL : JudgeFamily.PERCEPTUAL;
  }

  @Override
  public boolean higherIsBetter() {
    return true;
  }

  @Override
  public boolean needsReference() {
    return TrainedJudges.compares(judge);
  }

  @Override
  public String protocol() {
    return "assessor %s on %s of checkpoint %s…, the model of its run's last split; resize: %s; border %d"
        .formatted(
            judge.kind(), judge.backbone(), judge.checkpoint(), score.sight().policy(), border);
  }

  @Override
  public double score(@Nullable Image reference, Image distorted) {
    Image original =
        needsReference()
            ? Prepared.image(Prepared.reference(id(), reference, distorted), border).toRgb()
            : null;
    return score.of(original, Prepared.image(distorted, border).toRgb(), "the image");
  }
}
