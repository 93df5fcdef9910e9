package io.chiral.asymmetry.oracle;

import io.chiral.asymmetry.panel.JudgeCatalogue;
import io.chiral.asymmetry.panel.JudgeTraits;
import io.chiral.asymmetry.panel.Kinship;
import io.chiral.asymmetry.replicate.Replicates;
import io.chiral.messages.event.ImagesScored;
import io.chiral.messages.event.MetricEvent;
import io.chiral.messages.spec.MetricSpec;
import io.chiral.messages.spec.SettingSpec;
import io.chiral.messages.spec.StudySpec;
import io.chiral.messages.work.Cell;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** O as it is defined, at the last step: one look-up a score, photographs written out as drawn. */
final class NaiveObjectives {

  private final StudySpec spec;
  private final String family;
  private final Replicates replicates;
  private final Map<String, Double> scores = new HashMap<>();
  private final List<String> images;
  private final double[][] drawn;

  NaiveObjectives(List<MetricEvent> events, StudySpec spec, String family, Replicates replicates) {
    this.spec = spec;
    this.family = family;
    this.replicates = replicates;
    TreeSet<String> names = new TreeSet<>();
    for (MetricEvent event : events) {
      if (event instanceof ImagesScored scored) {
        Cell cell = scored.cell();
        for (ImagesScored.Score score : scored.scores()) {
          names.add(score.image());
          boolean last = cell.step() != null && cell.step() == spec.training().steps();
          if (last && score.value() != null) {
            String key =
                key(cell.setting(), cell.metric(), cell.seed(), score.judge(), score.image());
            scores.put(key, score.value());
          }
        }
      }
    }
    images = new ArrayList<>(names);
    drawn = replicates.weights("images", images.size());
  }

  private static String key(@Nullable Object... parts) {
    return Arrays.toString(parts);
  }

  int images() {
    return images.size();
  }

  private double x(String setting, MetricSpec metric, long seed, JudgeTraits judge, String image) {
    String key = key(setting, metric.id(), seed, judge.id(), image);
    double x = scores.getOrDefault(key, Double.NaN);
    return judge.higherIsBetter() ? x : -x;
  }

  private double centre(JudgeTraits judge, String image) {
    List<Double> all = new ArrayList<>();
    for (SettingSpec setting : spec.settings()) {
      for (MetricSpec metric : spec.metrics()) {
        spec.seeds().forEach(seed -> all.add(x(setting.id(), metric, seed, judge, image)));
      }
    }
    return all.stream().mapToDouble(v -> v).average().orElseThrow();
  }

  private double deviation(JudgeTraits judge) {
    double squares = 0;
    int count = 0;
    for (String image : images) {
      double centre = centre(judge, image);
      for (SettingSpec setting : spec.settings()) {
        for (MetricSpec metric : spec.metrics()) {
          for (long seed : spec.seeds()) {
            squares += Math.pow(x(setting.id(), metric, seed, judge, image) - centre, 2);
            count++;
          }
        }
      }
    }
    return Math.sqrt(squares / count);
  }

  /** Judges of the family kin to neither metric; no setting of a planted study has kin judges. */
  List<JudgeTraits> judges(int f, int g) {
    return spec.evaluation().judges().stream()
        .map(JudgeCatalogue::find)
        .filter(judge -> judge.family().equals(family))
        .filter(judge -> !Kinship.among(judge, spec.metrics()))
        .filter(judge -> !Kinship.kin(judge, spec.metrics().get(f)))
        .filter(judge -> !Kinship.kin(judge, spec.metrics().get(g)))
        .toList();
  }

  /** Mean over judges and seeds of one image, in the judges' standard deviations. */
  private double image(String setting, int f, List<JudgeTraits> judges, String image) {
    double sum = 0;
    for (JudgeTraits judge : judges) {
      for (long seed : spec.seeds()) {
        sum += x(setting, spec.metrics().get(f), seed, judge, image) / deviation(judge);
      }
    }
    return sum / judges.size() / spec.seeds().size();
  }

  double delta(String setting, int f, int g) {
    List<JudgeTraits> judges = judges(f, g);
    return images.stream()
        .mapToDouble(t -> image(setting, f, judges, t) - image(setting, g, judges, t))
        .average()
        .orElseThrow();
  }

  double[] deltaReplicates(String setting, int f, int g) {
    List<JudgeTraits> judges = judges(f, g);
    double noise = Math.sqrt(variance(judges) / spec.seeds().size());
    double[] ours = normals(setting, f);
    double[] theirs = normals(setting, g);
    double[] differences =
        images.stream()
            .mapToDouble(t -> image(setting, f, judges, t) - image(setting, g, judges, t))
            .toArray();
    double[] found = new double[replicates.count()];
    for (int r = 0; r < found.length; r++) {
      List<Double> copies = new ArrayList<>();
      for (int t = 0; t < differences.length; t++) {
        for (int copy = 0; copy < drawn[r][t]; copy++) {
          copies.add(differences[t]);
        }
      }
      found[r] =
          copies.stream().mapToDouble(v -> v).average().orElseThrow()
              + noise * (ours[r] - theirs[r]);
    }
    return found;
  }

  private double[] normals(String setting, int f) {
    return replicates.normals("run of %s in %s".formatted(spec.metrics().get(f).id(), setting));
  }

  /** Pooled over all cells; runs of a seed share a start, so the seed's mean is subtracted. */
  private double variance(List<JudgeTraits> judges) {
    int metrics = spec.metrics().size();
    int seeds = spec.seeds().size();
    double squares = 0;
    for (SettingSpec setting : spec.settings()) {
      double[][] mean = new double[metrics][seeds];
      for (int f = 0; f < metrics; f++) {
        for (int k = 0; k < seeds; k++) {
          for (JudgeTraits judge : judges) {
            for (String t : images) {
              double x = x(setting.id(), spec.metrics().get(f), spec.seeds().get(k), judge, t);
              mean[f][k] += x / deviation(judge) / judges.size() / images.size();
            }
          }
        }
      }
      for (int f = 0; f < metrics; f++) {
        for (int k = 0; k < seeds; k++) {
          double ofMetric = 0;
          double ofSeed = 0;
          double ofAll = 0;
          for (int g = 0; g < metrics; g++) {
            for (int l = 0; l < seeds; l++) {
              ofMetric += g == f ? mean[g][l] / seeds : 0;
              ofSeed += l == k ? mean[g][l] / metrics : 0;
              ofAll += mean[g][l] / metrics / seeds;
            }
          }
          squares += Math.pow(mean[f][k] - ofMetric - ofSeed + ofAll, 2);
        }
      }
    }
    int freedom = spec.settings().size() * (metrics - 1) * (seeds - 1);
    return freedom == 0 ? 0 : squares / freedom;
  }
}
