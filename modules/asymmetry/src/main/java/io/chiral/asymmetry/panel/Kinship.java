package io.chiral.asymmetry.panel;

import io.chiral.messages.spec.MetricSpec;
import io.chiral.messages.spec.Registration;
import io.chiral.messages.spec.SettingSpec;
import io.chiral.messages.spec.StudySpec;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Who may not judge whom: a judge is kin to a metric if both share an architecture (with any
 * weights), a functional form or the opinions that they were trained on; to every metric if it is
 * one of them; and to every metric of a setting whose discriminator has its backbone.
 */
public final class Kinship {
  private static final String RANDOM = "random";

  private Kinship() {}

  /** Whether the judge would judge itself, its form or its architecture. */
  public static boolean kin(JudgeTraits judge, MetricSpec metric) {
    return judge.id().equals(metric.id())
        || judge.form().equals(form(metric))
        || same(judge.architecture(), metric.backbone())
        || same(judge.labels(), labels(metric));
  }

  /**
   * Whether the judge is one of the compared metrics, in whatever colours: it judges none of them.
   */
  public static boolean among(JudgeTraits judge, Collection<MetricSpec> compared) {
    return compared.stream()
        .anyMatch(
            metric ->
                judge.form().equals(form(metric))
                    && Objects.equals(judge.architecture(), metric.backbone())
                    && !RANDOM.equals(metric.initialisation()));
  }

  /**
   * The judges of the headline's family that are kin to neither of some two metrics in some
   * setting: without one the study can't say anything. Judges that are not known don't count.
   */
  public static List<JudgeTraits> headlineJudges(StudySpec spec) {
    return spec.evaluation().judges().stream()
        .filter(JudgeCatalogue::knows)
        .map(JudgeCatalogue::find)
        .filter(judge -> judge.family().equals(spec.headline()))
        .filter(judge -> !among(judge, spec.metrics()))
        .filter(judge -> spec.allSettings().stream().anyMatch(s -> !kin(judge, List.of(s))))
        .filter(judge -> spec.metrics().stream().filter(m -> !kin(judge, m)).count() > 1)
        .toList();
  }

  /** Whether the judge shares its backbone with a discriminator of settings that are compared. */
  public static boolean kin(JudgeTraits judge, Collection<SettingSpec> compared) {
    return compared.stream()
        .map(SettingSpec::discriminator)
        .anyMatch(d -> d != null && same(judge.architecture(), d.backbone()));
  }

  /** The kin of all known judges of a study, in its own order; of those that have any. */
  public static List<Registration.Kin> table(StudySpec spec) {
    return spec.evaluation().judges().stream()
        .filter(JudgeCatalogue::knows)
        .map(id -> kinOf(JudgeCatalogue.find(id), spec))
        .filter(kin -> !kin.metrics().isEmpty() || !kin.settings().isEmpty())
        .toList();
  }

  private static Registration.Kin kinOf(JudgeTraits judge, StudySpec spec) {
    boolean all = among(judge, spec.metrics());
    return new Registration.Kin(
        judge.id(),
        spec.metrics().stream().filter(m -> all || kin(judge, m)).map(MetricSpec::id).toList(),
        spec.allSettings().stream()
            .filter(setting -> kin(judge, List.of(setting)))
            .map(SettingSpec::id)
            .toList());
  }

  /** What the metric's weights learnt from; null: nothing that bears opinions. */
  private static @Nullable String labels(MetricSpec metric) {
    boolean published = "published".equals(metric.initialisation());
    if (metric.kind().equals("lpips")) {
      return "bapps";
    }
    return metric.kind().equals("dists") && published && "vgg16".equals(metric.backbone())
        ? "kadid10k"
        : null;
  }

  private static String form(MetricSpec metric) {
    return metric.kind().equals("ms-ssim") ? "ssim" : metric.kind();
  }

  private static boolean same(@Nullable String one, @Nullable String other) {
    return one != null && one.equals(other);
  }
}
