package io.chiral.messages.event;

import io.chiral.messages.work.Cell;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Scores of a checkpoint's outputs (role EVALUATION, cell.step is the checkpoint's step) or of
 * bicubic upscaling (role BASELINE), as the judges give them, not oriented.
 *
 * @param study study id
 * @param run the evaluating run
 * @param cell what was evaluated
 * @param part number of this part within the run, from 0
 * @param parts how many there are
 * @param scores one an image and judge
 * @param protocol judge id to how it was computed: colour space, crop, rounding, weight digests
 */
public record ImagesScored(
    String study,
    String run,
    Cell cell,
    int part,
    int parts,
    List<Score> scores,
    Map<String, String> protocol)
    implements MetricEvent {

  public ImagesScored {
    scores = List.copyOf(scores);
    protocol = Map.copyOf(protocol);
  }

  /**
   * One judge's score of one output.
   *
   * @param image test image name
   * @param judge judge id
   * @param value null where it is not finite (PSNR of equal images)
   */
  public record Score(String image, String judge, @Nullable Double value) {}
}
