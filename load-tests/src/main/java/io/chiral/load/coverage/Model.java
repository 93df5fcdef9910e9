package io.chiral.load.coverage;

import io.chiral.asymmetry.panel.JudgeCatalogue;
import io.chiral.asymmetry.panel.JudgeTraits;
import io.chiral.load.synthetic.Scores;
import io.chiral.messages.spec.MetricSpec;
import io.chiral.messages.spec.SettingSpec;
import io.chiral.messages.spec.StudySpec;
import io.chiral.messages.work.Cell;
import java.util.List;
import java.util.SplittableRandom;

/**
 * The scores of one simulated study, with what its runs happened to be:
 *
 * <pre>
 *   image:  photograph + advantage(setting, metric) + start(k) + run(metric, setting, k)
 *           + photograph × (metric, metric × setting, setting, metric × judge, start, run) + residual
 *   item:   −level + spread(f)·exp(skill(f, k))·(content + content × (metric, seed, split) + item)
 * </pre>
 *
 * The advantage is turned and shrunk for judges of distortion, since families disagree.
 */
final class Model implements Scores {

  private static final double DISTORTION = -0.6;
  private static final double[] ARTEFACTS = {1, 0.5, 0.7};

  final Truth truth;
  final int seeds;
  private final Noise noise;
  private final SplittableRandom random;
  private final StudySpec spec;
  private final List<String> assessors = Demo.assessors();
  private final int metrics;

  /** By run: [setting][metric][seed]. */
  private final double[][][] runs;

  /** Of the spread's logarithm: [assessor][seed]. */
  private final double[][] skills;

  private final double[] starts;
  private final double[][] startImages;
  private final double[] photographs;
  private final double[][] metricImages;
  private final double[][] settingImages;
  private final double[][][] cellImages;
  private final double[][][] judgeImages;
  private final double[][][][] runImages;

  private final double[][] shared = new double[Demo.CONTENTS][Demo.TYPES];
  private final double[][][] metricContents;
  private final double[][][][] seedContents;
  private final double[][][][] itemErrors;
  private double splitContent;

  Model(Truth truth, Noise noise, StudySpec spec, long seed) {
    this.truth = truth;
    this.noise = noise;
    this.spec = spec;
    seeds = spec.seeds().size();
    random = new SplittableRandom(seed);
    metrics = spec.metrics().size();
    int images = spec.evaluation().images();
    starts = new double[seeds];
    startImages = new double[seeds][];
    for (int k = 0; k < seeds; k++) {
      starts[k] = noise.start() * random.nextGaussian();
      startImages[k] = draws(images, noise.startImage());
    }
    photographs = draws(images, noise.photograph());
    metricImages = draws(metrics, images, noise.metric());
    settingImages = draws(Demo.SETTINGS, images, noise.setting());
    cellImages = new double[Demo.SETTINGS][][];
    runs = new double[Demo.SETTINGS][metrics][seeds];
    runImages = new double[Demo.SETTINGS][metrics][][];
    for (int s = 0; s < Demo.SETTINGS; s++) {
      cellImages[s] = draws(metrics, images, noise.cell());
      for (int f = 0; f < metrics; f++) {
        runImages[s][f] = draws(seeds, images, noise.runImage());
        for (int k = 0; k < seeds; k++) {
          runs[s][f][k] = noise.run() * random.nextGaussian();
        }
      }
    }
    judgeImages = new double[spec.evaluation().judges().size()][][];
    for (int j = 0; j < judgeImages.length; j++) {
      judgeImages[j] = draws(metrics, images, noise.judge());
    }
    skills = new double[assessors.size()][seeds];
    metricContents = new double[assessors.size()][][];
    seedContents = new double[assessors.size()][seeds][][];
    itemErrors = new double[assessors.size()][Demo.CONTENTS][][];
    contents(shared, noise.sharedContent());
    for (int f = 0; f < assessors.size(); f++) {
      metricContents[f] = new double[Demo.CONTENTS][Demo.TYPES];
      contents(metricContents[f], noise.metricContent());
      for (int k = 0; k < seeds; k++) {
        skills[f][k] = Demo.seeded(f) ? noise.skill() * random.nextGaussian() : 0;
        seedContents[f][k] = draws(Demo.CONTENTS, Demo.TYPES, Math.sqrt(noise.seedContent()));
      }
      for (int c = 0; c < Demo.CONTENTS; c++) {
        itemErrors[f][c] = draws(Demo.TYPES, Demo.LEVELS, Math.sqrt(noise.item()));
      }
    }
  }

  private void contents(double[][] errors, double share) {
    for (double[] types : errors) {
      double all = noise.draw(random);
      for (int type = 0; type < types.length; type++) {
        types[type] = Math.sqrt(share) * Noise.halves(all, noise.draw(random));
      }
    }
  }

  private double[] draws(int count, double deviation) {
    double[] draws = new double[count];
    for (int i = 0; i < count; i++) {
      draws[i] = deviation * noise.draw(random);
    }
    return draws;
  }

  private double[][] draws(int rows, int columns, double deviation) {
    double[][] draws = new double[rows][];
    for (int i = 0; i < rows; i++) {
      draws[i] = draws(columns, deviation);
    }
    return draws;
  }

  /** What the run of a cell adds to all its images. */
  double run(int setting, int metric, int seed) {
    return runs[setting][metric][seed];
  }

  /** An assessor's spread as it came out with one seed. */
  double spread(int assessor, int seed) {
    return truth.spread(assessor) * Math.exp(skills[assessor][seed]);
  }

  /** How much a judge sees of an advantage, in its own unit. */
  static double share(JudgeTraits judge) {
    return unit(judge.id()) * (judge.family().equals(JudgeTraits.DISTORTION) ? DISTORTION : 1);
  }

  /** The judge's own unit. */
  static double unit(String judge) {
    return switch (judge) {
      case "psnr-y", "psnr-rgb" -> 1.0;
      case "ssim-y", "ssim-rgb" -> 0.02;
      case "gmsd" -> 0.01;
      default -> 0.5;
    };
  }

  /** What the artefact measure finds in a setting, in its own unit; more is worse. */
  static double artefacts(int setting) {
    return unit(Demo.ARTEFACTS) * ARTEFACTS[setting];
  }

  @Override
  public double image(Cell cell, String judge, int t) {
    JudgeTraits traits = JudgeCatalogue.find(judge);
    int j = spec.evaluation().judges().indexOf(judge);
    double turn = (traits.higherIsBetter() ? 1 : -1) * unit(judge);
    double common = photographs[t] + noise.residual() * noise.draw(random);
    if (cell.role() == Cell.Role.BASELINE || cell.seed() == null) {
      return 30 * unit(judge) + turn * (common - 3);
    }
    int s = setting(cell);
    int f = metric(cell);
    int k = (int) (long) cell.seed();
    double advantage =
        traits.family().equals(JudgeTraits.ARTEFACT)
            ? -ARTEFACTS[s] + runs[s][f][k]
            : share(traits) / unit(judge) * (truth.advantage(s, f) + runs[s][f][k]);
    double y =
        common
            + advantage
            + starts[k]
            + metricImages[f][t]
            + cellImages[s][f][t]
            + settingImages[s][t]
            + judgeImages[j][f][t]
            + startImages[k][t]
            + runImages[s][f][k][t];
    return 30 * unit(judge) + turn * y;
  }

  @Override
  public double item(Cell cell, int split, int c, int type, int level) {
    int f = assessors.indexOf(cell.metric());
    int k = cell.seed() == null ? 0 : (int) (long) cell.seed();
    if (level == 1) {
      splitContent = Math.sqrt(noise.splitContent()) * noise.draw(random);
    }
    double error =
        shared[c][type]
            + metricContents[f][c][type]
            + seedContents[f][k][c][type]
            + splitContent
            + itemErrors[f][c][type][level - 1];
    return -level + spread(f, k) * error;
  }

  @Override
  public double opinion(String benchmark, int content, int type, int level) {
    return -level;
  }

  private int setting(Cell cell) {
    return spec.settings().stream().map(SettingSpec::id).toList().indexOf(cell.setting());
  }

  private int metric(Cell cell) {
    return spec.metrics().stream().map(MetricSpec::id).toList().indexOf(cell.metric());
  }
}
