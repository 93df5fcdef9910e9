package io.chiral.load.coverage;

import io.chiral.asymmetry.StudyFold;
import io.chiral.asymmetry.report.Effort;
import io.chiral.load.synthetic.SyntheticStudy;
import io.chiral.messages.report.AsOf;
import io.chiral.messages.report.AsymmetryReport;
import io.chiral.messages.spec.StudySpec;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * Some studies of one truth, the unit of work: what it counts depends on its key and on nothing
 * else.
 *
 * @param truth planted
 * @param heavy whether tails are
 * @param seeds run seeds, K
 * @param number of the block
 * @param studies in it
 * @param replicates of each report
 * @param seed of all
 */
record Block(
    String truth, boolean heavy, int seeds, int number, int studies, int replicates, long seed) {

  /** Simulates, folds, reports and judges. */
  Map<String, Tally> run(Limits limits) {
    Map<String, Tally> tallies = Tally.none();
    Noise noise = noise();
    StudySpec spec = Demo.spec(seeds);
    for (int study = 0; study < studies; study++) {
      int index = number * studies + study;
      String id = "%s-%s-%d-%d-%d".formatted(truth, heavy, seeds, seed, index);
      Model model = new Model(Truth.named(truth), noise, spec, mixed(id));
      StudyFold fold = new StudyFold(id, new Effort(replicates, 0));
      new SyntheticStudy(id, spec, List.of(Demo.ladder()), model).forEach(fold::apply);
      AsymmetryReport report = fold.report(new AsOf(0, 0), Instant.EPOCH, "coverage");
      if (report.provisional()) {
        throw new IllegalStateException(
            "study %s is not whole: %s".formatted(id, report.awaited()));
      }
      Planted planted = new Planted(model, spec, noise, limits, report);
      Tally.add(tallies, Judgement.of(planted, fold, report));
    }
    return tallies;
  }

  Noise noise() {
    return heavy ? Noise.NORMAL.withHeavyTails() : Noise.NORMAL;
  }

  /** FNV-1a of 64 bits, which SplittableRandom's own mixing then scatters. */
  private static long mixed(String id) {
    long hash = 0xCBF29CE484222325L;
    for (int i = 0; i < id.length(); i++) {
      hash = (hash ^ id.charAt(i)) * 0x100000001B3L;
    }
    return hash;
  }

  /** Names the block in a file. */
  String key() {
    return "%s,%s,%d,%d,%d,%d,%d"
        .formatted(truth, heavy ? "heavy" : "normal", seeds, number, studies, replicates, seed);
  }
}
