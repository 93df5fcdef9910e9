package io.chiral.messages.report;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What people said of the outputs, and what the judge {@code people} is made of.
 *
 * @param raters pseudonyms seen
 * @param ratings accepted; a rater's repeated ones of one image count as one
 * @param preferences accepted; a rater's repeated ones of one pair count as one
 * @param judge what the judge {@code people} is made of: {@code preferences} or {@code ratings};
 *     null: there is no such judge, and what people said is exploratory
 * @param judgeReason why there is none; null where there is one
 * @param outputs each output that was seen
 */
public record People(
    int raters,
    int ratings,
    int preferences,
    @Nullable String judge,
    @Nullable String judgeReason,
    List<Output> outputs) {

  public People {
    outputs = List.copyOf(outputs);
  }

  /**
   * One cell's output at a step.
   *
   * @param setting setting id
   * @param metric metric id
   * @param step of its checkpoint
   * @param meanOpinion mean rating, 1 (bad) to 5 (excellent), freed of raters' biases; n: ratings
   * @param ability Bradley–Terry ability in logits, mean 0 over the outputs compared; n:
   *     preferences that it took part in
   */
  public record Output(
      String setting, String metric, int step, Figure meanOpinion, Figure ability) {}
}
