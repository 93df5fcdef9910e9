package io.chiral.asymmetry.fit;

/** What came of fitting a logistic curve from scores to opinions. */
public sealed interface LogisticFit {

  /**
   * A curve with the smallest residual among the starts tried.
   *
   * @param fitted the curve's opinion of each item
   * @param plcc |Pearson's r| of fitted and given opinions
   * @param rmse root of their mean squared difference, in units of the opinion
   */
  record Fitted(double[] fitted, double plcc, double rmse) implements LogisticFit {}

  /**
   * No curve.
   *
   * @param reason for people
   */
  record Failed(String reason) implements LogisticFit {}
}
