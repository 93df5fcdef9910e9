package io.chiral.asymmetry.objective;

import io.chiral.asymmetry.objective.Evaluations.Block;
import io.chiral.asymmetry.replicate.Photographs;
import java.util.List;
import java.util.stream.IntStream;

/** All usable judges on one setting at one step. */
public final class JudgedSetting {

  private final Block block;
  private final List<JudgedBlock> judged;

  JudgedSetting(Block block, List<Scale> scales, PanelScores scores, Photographs photographs) {
    this.block = block;
    judged =
        scales.stream().map(scale -> new JudgedBlock(scale, block, scores, photographs)).toList();
  }

  public String setting() {
    return block.setting();
  }

  public int step() {
    return block.step();
  }

  /** Metrics evaluated, in the study's order. */
  public List<String> metrics() {
    return block.metrics();
  }

  /** How many seeds each metric was evaluated with. */
  public int seeds() {
    return block.seeds().size();
  }

  /** One judge's mean of each metric, in its scale. */
  public double[] means(int judge) {
    return IntStream.range(0, metrics().size()).mapToDouble(by(judge)::mean).toArray();
  }

  /** By number of the usable judge. */
  JudgedBlock by(int judge) {
    return judged.get(judge);
  }

  int metric(String id) {
    return block.metrics().indexOf(id);
  }
}
