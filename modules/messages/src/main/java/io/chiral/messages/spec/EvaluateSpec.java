package io.chiral.messages.spec;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Score a generator's checkpoint on test photographs. One step is one image.
 *
 * @param from the checkpoint; null: plain bicubic upscaling, the baseline
 * @param scale upscaling factor (the checkpoint's own)
 * @param testSet data set id
 * @param images how many images of the set, from its beginning; it must have as many
 * @param crop side of a centre crop in high-resolution pixels; null: whole images
 * @param judges judge ids
 * @param judgeTrainSet data set that judges are fitted on (NIQE's model): training photographs only
 * @param tiles for how many images tiles are stored
 * @param ema whether the moving average of the weights is evaluated
 */
public record EvaluateSpec(
    @Nullable CheckpointSource from,
    int scale,
    String testSet,
    int images,
    @Nullable Integer crop,
    List<String> judges,
    String judgeTrainSet,
    int tiles,
    boolean ema)
    implements RunSpec {

  public EvaluateSpec {
    judges = List.copyOf(judges);
  }

  @Override
  public int steps() {
    return images;
  }

  @Override
  public List<Integer> milestones() {
    return List.of(images);
  }
}
