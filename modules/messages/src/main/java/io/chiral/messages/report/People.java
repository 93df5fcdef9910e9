package io.chiral.messages.report;

import java.util.List;

/**
 * What people said of the outputs, and what the judge {@code people} is made of.
 *
 * @param raters pseudonyms seen
 * @param ratings accepted
 * @param preferences accepted
 * @param outputs each output that was seen
 */
public record People(int raters, int ratings, int preferences, List<Output> outputs) {

  public People {
    outputs = List.copyOf(outputs);
  }

  /**
   * One cell's output at a step.
   *
   * @param setting setting id
   * @param metric metric id
   * @param step of its checkpoint
   * @param meanOpinion mean rating, 1 (bad) to 5 (excellent); n: ratings
   * @param ability Bradley–Terry ability in logits, mean 0 over the outputs compared; n:
   *     preferences that it took part in
   */
  public record Output(
      String setting, String metric, int step, Figure meanOpinion, Figure ability) {}
}
