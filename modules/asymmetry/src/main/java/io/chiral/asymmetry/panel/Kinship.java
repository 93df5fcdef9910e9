package io.chiral.asymmetry.panel;

import io.chiral.messages.spec.MetricSpec;
import io.chiral.messages.spec.SettingSpec;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/**
 * Who may not judge whom: a judge is kin to a metric if both share an architecture (with any
 * weights) or a functional form, or if it is the metric; and to every metric of a setting whose
 * discriminator has its backbone.
 */
public final class Kinship {

  private Kinship() {}

  /** Whether the judge would judge itself, its form or its architecture. */
  public static boolean kin(JudgeTraits judge, MetricSpec metric) {
    return judge.id().equals(metric.id())
        || judge.form().equals(form(metric))
        || same(judge.architecture(), metric.backbone());
  }

  /** Whether the judge shares its backbone with a discriminator of settings that are compared. */
  public static boolean kin(JudgeTraits judge, Collection<SettingSpec> compared) {
    return compared.stream()
        .map(SettingSpec::discriminator)
        .anyMatch(d -> d != null && same(judge.architecture(), d.backbone()));
  }

  private static String form(MetricSpec metric) {
    return metric.kind().equals("ms-ssim") ? "ssim" : metric.kind();
  }

  private static boolean same(@Nullable String one, @Nullable String other) {
    return one != null && one.equals(other);
  }
}
