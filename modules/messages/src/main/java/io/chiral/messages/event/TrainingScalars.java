package io.chiral.messages.event;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Training curves of a slice, in columns. Names are BasicSR's where it has one: {@code l_g_pix},
 * {@code l_g_fid}, {@code l_g_gan}, {@code l_g_total}, {@code l_d_real}, {@code l_d_fake}, {@code
 * l_d_r1}, {@code out_d_real}, {@code out_d_fake}, {@code d_accuracy}, {@code learning_rate},
 * {@code gradient_norm}, {@code step_seconds}.
 *
 * @param study study id
 * @param run run id
 * @param steps ascending; each step of a run appears in one event only
 * @param names of the columns
 * @param columns one list a name, one value a step; null where a value is not finite
 */
public record TrainingScalars(
    String study,
    String run,
    List<Integer> steps,
    List<String> names,
    List<List<@Nullable Double>> columns)
    implements MetricEvent {

  public TrainingScalars {
    steps = List.copyOf(steps);
    names = List.copyOf(names);
    columns = List.copyOf(columns);
  }
}
