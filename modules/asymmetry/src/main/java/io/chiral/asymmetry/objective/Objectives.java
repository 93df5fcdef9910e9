package io.chiral.asymmetry.objective;

import io.chiral.asymmetry.evidence.Evidence;
import io.chiral.asymmetry.evidence.ImageScores;
import io.chiral.asymmetry.evidence.Opinions;
import io.chiral.asymmetry.objective.Evaluations.Block;
import io.chiral.asymmetry.order.Life;
import io.chiral.asymmetry.panel.JudgeCatalogue;
import io.chiral.asymmetry.people.Answers;
import io.chiral.asymmetry.people.PeopleJudge;
import io.chiral.asymmetry.replicate.Intervals;
import io.chiral.asymmetry.replicate.Photographs;
import io.chiral.asymmetry.replicate.Replicates;
import io.chiral.messages.report.GainOverBicubic;
import io.chiral.messages.report.JudgeReport.JudgedMetric;
import io.chiral.messages.spec.SettingSpec;
import io.chiral.messages.spec.StudySpec;
import io.chiral.messages.spec.StudySpec.Evaluation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The metrics as objectives: how judges like what they teach, in each setting. */
public final class Objectives {

  private static final String GAIN_JUDGE = "psnr-y";

  /** Reports stay small: larger test sets' images are in the tidy table. */
  private static final int MAX_LISTED_IMAGES = 32;

  private final StudySpec spec;
  private final ImageScores computed;
  private final PanelScores scores;
  private final Evaluations evaluations;
  private final Replicates replicates;
  private final Photographs photographs;
  private final PeopleJudge people;
  private final List<Scale> scales = new ArrayList<>();
  private final List<String> dropped = new ArrayList<>();
  private final Panel panel;
  private final Map<String, JudgedSetting> aligned = new LinkedHashMap<>();
  private final Map<String, JudgedSetting> earlier = new HashMap<>();
  private final RunNoise noise;

  /** Of figures by themselves: what a seed's common start does to all cells counts there, too. */
  private final RunNoise absoluteNoise;

  /** Scales judges on every setting's aligned step. */
  public Objectives(Evidence evidence, StudySpec spec, Replicates replicates, Answers answers) {
    this.spec = spec;
    this.replicates = replicates;
    computed = evidence.images();
    evaluations = new Evaluations(evidence, spec);
    photographs = new Photographs(computed.images(), replicates);
    List<Block> blocks =
        spec.allSettings().stream()
            .map(setting -> evaluations.aligned(setting.id()))
            .filter(Objects::nonNull)
            .toList();
    List<String> runs =
        blocks.stream().flatMap(block -> block.runs().stream()).flatMap(List::stream).toList();
    people = new PeopleJudge(answers, evidence, runs);
    scores = new PanelScores(computed, people);
    scaleJudges(runs);
    if (evidence.opinions().full()) {
      dropped.add("people: of more than %d opinions a random part counts".formatted(Opinions.MOST));
    }
    panel = new Panel(scales.stream().map(Scale::judge).toList(), spec.metrics());
    for (Block block : blocks) {
      aligned.put(block.setting(), judged(block));
    }
    boolean sharedStart = spec.pretraining() != null;
    noise = new RunNoise(List.copyOf(aligned.values()), sharedStart, replicates);
    absoluteNoise = new RunNoise(List.copyOf(aligned.values()), false, replicates);
  }

  private void scaleJudges(List<String> runs) {
    for (String id : spec.evaluation().judges()) {
      if (!JudgeCatalogue.knows(id)) {
        dropped.add("judge %s is left out: it is not known".formatted(id));
        continue;
      }
      Scale scale = Scale.of(JudgeCatalogue.find(id), runs, computed.images(), scores);
      if (id.equals(Evaluation.PEOPLE) && people.kind() == null) {
        dropped.add("judge people is left out: " + people.reason());
      } else if (scale.usable()) {
        scales.add(scale);
      } else if (!runs.isEmpty()) {
        dropped.add(scale.fault());
      }
    }
  }

  private JudgedSetting judged(Block block) {
    return new JudgedSetting(block, scales, scores, photographs);
  }

  public Evaluations evaluations() {
    return evaluations;
  }

  public Panel panel() {
    return panel;
  }

  /** What people's opinions make a judge of. */
  public PeopleJudge people() {
    return people;
  }

  /** Judges left out, and why. */
  public List<String> dropped() {
    return dropped;
  }

  /** Whether no cell was repeated over seeds. */
  public boolean conditionalOnRuns() {
    return noise.unknown();
  }

  /** SD_j of a judge; null where it is not used. */
  public @Nullable Double deviation(String judge) {
    return scales.stream()
        .filter(scale -> scale.judge().id().equals(judge))
        .map(Scale::deviation)
        .findFirst()
        .orElse(null);
  }

  /** The setting at its aligned step; null before there is one. */
  public @Nullable JudgedSetting aligned(String setting) {
    return aligned.get(setting);
  }

  /** The setting at a step; null unless every metric was evaluated there. */
  public @Nullable JudgedSetting at(String setting, int step) {
    JudgedSetting known = aligned.get(setting);
    if (known != null && known.step() == step) {
      return known;
    }
    Block block = evaluations.block(setting, step);
    return block == null
        ? null
        : earlier.computeIfAbsent(setting + "@" + step, absent -> judged(block));
  }

  /**
   * The settings at one step, the largest that all of them have reached: what differs between them
   * is never how long they were trained. Null where one is not evaluated there.
   */
  public @Nullable List<JudgedSetting> together(List<SettingSpec> settings) {
    int step = Integer.MAX_VALUE;
    for (SettingSpec setting : settings) {
      JudgedSetting latest = aligned.get(setting.id());
      step = latest == null ? -1 : Math.min(step, latest.step());
    }
    List<JudgedSetting> together = new ArrayList<>();
    for (SettingSpec setting : settings) {
      JudgedSetting judged = at(setting.id(), step);
      if (judged != null) {
        together.add(judged);
      }
    }
    return together.size() == settings.size() ? together : null;
  }

  /** How settings are subtracted. */
  Differences differences() {
    return new Differences(panel, noise, replicates);
  }

  /** Those of the judges that saw the setting at its step: people see few steps but the last. */
  private static BitSet present(JudgedSetting setting, BitSet judges) {
    BitSet present = (BitSet) judges.clone();
    judges.stream().filter(j -> setting.by(j).images() == 0).forEach(present::clear);
    return present;
  }

  /** Fewest photographs that one of the judges saw; 0 without judges. */
  public int units(JudgedSetting setting, BitSet judges) {
    return present(setting, judges).stream().map(j -> setting.by(j).units()).min().orElse(0);
  }

  /** Fewest test images that one of the judges saw; 0 without judges. */
  public int images(JudgedSetting setting, BitSet judges) {
    return present(setting, judges).stream().map(j -> setting.by(j).images()).min().orElse(0);
  }

  /**
   * The life of metrics in a setting: pairs are ordered by the judges kin to neither, O(f) is the
   * mean over all metrics g of Δ(f, g), itself (0) included.
   */
  public Life life(JudgedSetting setting, List<String> metrics, BitSet judges) {
    int n = metrics.size();
    BitSet seeing = present(setting, judges);
    double[] differences = new double[Life.pairs(n)];
    double[][] differenceReplicates = new double[differences.length][];
    double[] values = new double[n];
    double[][] valueReplicates = new double[n][replicates.count()];
    int[] opponents = new int[n];
    int pair = 0;
    for (int f = 0; f < n; f++) {
      for (int g = f + 1; g < n; g++, pair++) {
        BitSet common = panel.common(seeing, metrics.get(f), metrics.get(g));
        if (common.isEmpty()) {
          differences[pair] = Double.NaN;
          differenceReplicates[pair] = new double[0];
          continue;
        }
        double[] delta = replicates(setting, metrics.get(f), metrics.get(g), common);
        differences[pair] =
            mean(setting, metrics.get(f), common) - mean(setting, metrics.get(g), common);
        differenceReplicates[pair] = delta;
        values[f] += differences[pair];
        values[g] -= differences[pair];
        add(valueReplicates[f], delta, 1);
        add(valueReplicates[g], delta, -1);
        opponents[f]++;
        opponents[g]++;
      }
    }
    for (int f = 0; f < n; f++) {
      int share = opponents[f] + 1;
      values[f] = opponents[f] == 0 ? Double.NaN : values[f] / share;
      valueReplicates[f] = Arrays.stream(valueReplicates[f]).map(v -> v / share).toArray();
    }
    return new Life(
        values, valueReplicates, differences, differenceReplicates, units(setting, judges));
  }

  private double mean(JudgedSetting setting, String metric, BitSet judges) {
    int f = setting.metric(metric);
    return judges.stream().mapToDouble(j -> setting.by(j).mean(f)).average().orElse(Double.NaN);
  }

  private double[] replicates(JudgedSetting setting, String one, String other, BitSet judges) {
    double[] delta = new double[replicates.count()];
    int f = setting.metric(one);
    int g = setting.metric(other);
    double share = 1.0 / judges.cardinality();
    judges.stream()
        .forEach(
            j -> {
              add(delta, setting.by(j).replicates(f), share);
              add(delta, setting.by(j).replicates(g), -share);
            });
    add(delta, noise.disturbance(setting, one, judges), 1);
    add(delta, noise.disturbance(setting, other, judges), -1);
    return delta;
  }

  /** What one judge says of one metric. */
  public JudgedMetric judged(JudgedSetting setting, String metric, int judge) {
    JudgedBlock block = setting.by(judge);
    Scale scale = scales.get(judge);
    int f = setting.metric(metric);
    double turn = scale.judge().higherIsBetter() ? scale.deviation() : -scale.deviation();
    double direction = Math.signum(turn);
    double[] centred = block.replicates(f).clone();
    add(centred, noise.disturbance(setting, metric, only(judge)), 1);
    double[] raw = new double[centred.length];
    add(raw, block.replicates(f), turn);
    add(raw, absoluteNoise.disturbance(setting, metric, only(judge)), turn);
    add(raw, block.centreReplicates(), direction);
    double score = turn * block.mean(f) + direction * block.centre();
    return new JudgedMetric(
        metric,
        Intervals.figure(score, raw, block.units(), block.images()),
        Intervals.figure(block.mean(f), centred, block.units(), block.images()));
  }

  /** What each metric gained over bicubic, in each setting at each evaluated step. */
  public List<GainOverBicubic> gains() {
    String baseline = evaluations.baseline();
    if (baseline == null || !spec.evaluation().judges().contains(GAIN_JUDGE)) {
      return List.of();
    }
    List<GainOverBicubic> gains = new ArrayList<>();
    for (SettingSpec setting : spec.allSettings()) {
      for (String metric : evaluations.metrics(setting.id())) {
        List<Integer> steps =
            evaluations.steps().stream()
                .filter(step -> !evaluations.runs(metric, setting.id(), step).isEmpty())
                .toList();
        for (int step : steps) {
          boolean last = step == steps.get(steps.size() - 1);
          gains.add(gain(baseline, setting.id(), metric, step, last));
        }
      }
    }
    return gains;
  }

  private GainOverBicubic gain(
      String baseline, String setting, String metric, int step, boolean listed) {
    List<String> runs = evaluations.runs(metric, setting, step);
    List<String> images = new ArrayList<>();
    List<GainOverBicubic.ImageGain> each = new ArrayList<>();
    for (String image : computed.images()) {
      double mean =
          runs.stream()
              .mapToDouble(run -> computed.score(run, GAIN_JUDGE, image))
              .average()
              .orElse(Double.NaN);
      double gain = mean - computed.score(baseline, GAIN_JUDGE, image);
      if (Double.isFinite(gain)) {
        images.add(image);
        each.add(new GainOverBicubic.ImageGain(image, gain));
      }
    }
    double[] values = each.stream().mapToDouble(GainOverBicubic.ImageGain::gain).toArray();
    int[] units = images.stream().mapToInt(photographs::number).toArray();
    double[] means = photographs.means(values, units);
    disturb(means, setting, metric);
    double value = Arrays.stream(values).average().orElse(Double.NaN);
    return new GainOverBicubic(
        metric,
        setting,
        step,
        GAIN_JUDGE,
        Intervals.figure(value, means, photographs.count(images), values.length),
        (int) Arrays.stream(values).filter(gain -> gain > 0).count(),
        listed && values.length <= MAX_LISTED_IMAGES ? each : List.of());
  }

  private void disturb(double[] means, String setting, String metric) {
    JudgedSetting known = aligned.get(setting);
    for (int judge = 0; judge < scales.size(); judge++) {
      Scale scale = scales.get(judge);
      if (known != null && scale.judge().id().equals(GAIN_JUDGE)) {
        add(means, absoluteNoise.disturbance(known, metric, only(judge)), scale.deviation());
      }
    }
  }

  private static BitSet only(int judge) {
    BitSet alone = new BitSet();
    alone.set(judge);
    return alone;
  }

  private static void add(double[] sum, double[] values, double share) {
    for (int r = 0; r < sum.length; r++) {
      sum[r] += share * values[r];
    }
  }
}
