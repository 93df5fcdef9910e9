package io.chiral.asymmetry.architecture;

import io.chiral.messages.report.DiscriminatorReport;
import io.chiral.messages.spec.DiscriminatorSpec;
import io.chiral.messages.spec.StudySpec;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What stands beside every contrast of discriminators: how large they are, what they have seen. */
public final class Discriminators {

  private static final String PUBLISHED = "published";

  private Discriminators() {}

  /** One row a setting that has a discriminator, in the study's order. */
  public static List<DiscriminatorReport> of(StudySpec spec) {
    return spec.allSettings().stream()
        .map(setting -> row(setting.id(), setting.discriminator()))
        .filter(Objects::nonNull)
        .map(Objects::requireNonNull)
        .toList();
  }

  private static @Nullable DiscriminatorReport row(
      String setting, @Nullable DiscriminatorSpec spec) {
    if (spec == null) {
      return null;
    }
    Architecture known = Architectures.find(spec.backbone());
    boolean published = spec.initialisation().equals(PUBLISHED);
    return new DiscriminatorReport(
        setting,
        spec.level(),
        spec.backbone(),
        spec.cut(),
        known == null ? null : known.kind(),
        known == null ? null : known.parameters(spec.cut()),
        spec.initialisation(),
        known == null || !published ? null : known.pretraining(),
        spec.weight());
  }
}
