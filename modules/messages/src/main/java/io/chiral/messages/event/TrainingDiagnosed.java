package io.chiral.messages.event;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Why training goes as it goes, in columns, at the steps that a run was asked to diagnose.
 *
 * <ul>
 *   <li>{@code fid_share_s1}, {@code fid_share_s2}: share of the fidelity's gradient at the output
 *       that its structure terms S1 (means) and S2 (covariances) have, by L2 norm; {@code
 *       fid_share_stage0} … {@code fid_share_stage5}: that of each stage. Only of {@code dists}.
 *   <li>{@code grad_norm_pix}, {@code grad_norm_fid}, {@code grad_norm_gan}: L2 norms of the
 *       weighted losses' gradients at the output, mean over the batch
 *   <li>{@code grad_cosine}: cosine between the fidelity's and the adversarial gradient there
 *   <li>{@code d_margin}: discriminator's mean output for real − for fake; {@code d_accuracy}:
 *       share that it puts on the right side, real and fake together
 *   <li>{@code sign_flips}: share of the discriminator's last features whose sign differs between
 *       an output and its reference
 *   <li>{@code checkerboard}: energy of the output at the checkerboard frequencies over the
 *       reference's
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
