package io.chiral.training.assess;

import io.chiral.imagery.dataset.BenchmarkItem;
import java.util.DoubleSummaryStatistics;
import java.util.List;

/**
 * Opinions in [0, 1] by the range of a train part, so that no test opinion is looked at.
 *
 * @param lowest of the train part
 * @param highest of the train part
 */
record Opinions(double lowest, double highest) {

  static Opinions of(List<BenchmarkItem> train) {
    DoubleSummaryStatistics range =
        train.stream().mapToDouble(BenchmarkItem::opinion).summaryStatistics();
    return new Opinions(range.getMin(), range.getMax());
  }

  float[] targets(List<BenchmarkItem> items) {
    double range = highest > lowest ? highest - lowest : 1;
    float[] targets = new float[items.size()];
    for (int i = 0; i < targets.length; i++) {
      targets[i] = (float) ((items.get(i).opinion() - lowest) / range);
    }
    return targets;
  }
}
