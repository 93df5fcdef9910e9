package io.chiral.messages.event;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Why training goes as it goes, in columns, at the steps that a run was asked to diagnose: every so
 * many, and the last. ŷ is the generator's output on the step's own batch, y its reference; all is
 * measured before the discriminator's update. A step whose update was left out because something
 * was not finite is not diagnosed.
 *
 * <ul>
 *   <li>{@code grad_norm_pix}, {@code grad_norm_fid}, {@code grad_norm_gan}: ‖w·∂loss/∂ŷ‖₂ of the
 *       weighted L1, fidelity and adversarial loss, over the whole batch, as fair weights are
 *       measured
 *   <li>{@code grad_cosine}: cosine of the angle between the fidelity's and the adversarial one
 *   <li>{@code fid_share_stage0} and on, only of {@code dists}: ‖gᵢ‖ / Σⱼ‖gⱼ‖, g a stage's part of
 *       the fidelity's gradient at ŷ, 0 the image itself; {@code fid_share_s1}, {@code
 *       fid_share_s2}: the same of its terms S₁ (means) and S₂ (covariances), over all stages
 *   <li>{@code sign_flips}: share of the discriminator's last features by place, those that a patch
 *       head judges, that are positive of one of ŷ and y and not of the other; images as they are,
 *       not augmented. Of rectified features: active in one only
 *   <li>{@code fid_sign_flips}: the same of the last stage that {@code dists} compares
 *   <li>{@code d_margin}: discriminator's mean logit of y − of ŷ, in its own update; {@code
 *       d_accuracy}: share of logits on the right side, y and ŷ counting equally
 *   <li>{@code checkerboard}: the judge of that name, of the batch's patches together: how far the
 *       frequencies of the upscaling grid stand out of those around, more than in y, in dB; absent
 *       of patches too small for it
 * </ul>
 *
 * @param study study id
 * @param run run id
 * @param steps ascending; each step of a run appears in one event only
 * @param names of the columns
 * @param columns one list a name, one value a step; null where a value is not finite
 */
public record TrainingDiagnosed(
    String study,
    String run,
    List<Integer> steps,
    List<String> names,
    List<List<@Nullable Double>> columns)
    implements MetricEvent {

  public TrainingDiagnosed {
    steps = List.copyOf(steps);
    names = List.copyOf(names);
    columns = List.copyOf(columns);
  }
}
