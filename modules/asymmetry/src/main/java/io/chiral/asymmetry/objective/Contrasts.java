package io.chiral.asymmetry.objective;

import io.chiral.asymmetry.architecture.Architectures;
import io.chiral.asymmetry.objective.Differences.Difference;
import io.chiral.asymmetry.panel.JudgeTraits;
import io.chiral.messages.report.Contrast;
import io.chiral.messages.report.Figure;
import io.chiral.messages.spec.DiscriminatorSpec;
import io.chiral.messages.spec.SettingSpec;
import io.chiral.messages.spec.StudySpec;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.function.BiPredicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The study's settings against each other. Only settings are compared that are alike but for what
 * the contrast is about: never two adversarial weights, never two fidelity weights.
 */
public final class Contrasts {

  private static final String PATCH = "patch";
  private static final String VANILLA = "vanilla";
  private static final String RANDOM = "random";
  private static final String UNITS_DIFFER = "the judges' units differ";

  private final StudySpec spec;
  private final Objectives objectives;
  private final List<Pair> convolutions;
  private final List<Contrast> patchGain;
  private final List<Contrast> convolutionGain;
  private final List<Contrast> artefactSuppression;

  /** Of a study as its objectives stand. */
  public Contrasts(StudySpec spec, Objectives objectives) {
    this.spec = spec;
    this.objectives = objectives;
    convolutions = convolutions();
    patchGain = patchPairs().stream().flatMap(p -> gains(p.first.backbone(), p)).toList();
    convolutionGain = convolutions.stream().flatMap(p -> gains(p.subject(), p)).toList();
    artefactSuppression = spec.allSettings().stream().flatMap(this::suppression).toList();
  }

  /** Two settings with discriminators. */
  private record Pair(
      SettingSpec one, DiscriminatorSpec first, SettingSpec other, DiscriminatorSpec second) {

    /** Such as {@code vgg16 over swin-t, published}. */
    String subject() {
      return "%s over %s, %s"
          .formatted(first.backbone(), second.backbone(), first.initialisation());
    }

    boolean random() {
      return first.initialisation().equals(RANDOM);
    }

    /** Whether the other pair differs from this one in initialisation alone. */
    boolean initialisedOtherwise(Pair pair) {
      return first.backbone().equals(pair.first.backbone())
          && second.backbone().equals(pair.second.backbone())
          && first.level().equals(pair.first.level())
          && first.loss().equals(pair.first.loss())
          && first.weight() == pair.first.weight()
          && one.fidelityScale() == pair.one.fidelityScale()
          && random() != pair.random();
    }
  }

  /** Patch − vanilla discriminators of one backbone, alike but for their level and cut. */
  public List<Contrast> patchGain() {
    return patchGain;
  }

  /**
   * Convolutional − Transformer discriminators, pair by pair of backbones; a pair of random
   * initialisation stands behind that of published weights.
   */
  public List<Contrast> convolutionGain() {
    return convolutionGain;
  }

  /** Artefacts without − with each discriminator, by each artefact measure. */
  public List<Contrast> artefactSuppression() {
    return artefactSuppression;
  }

  /**
   * Contrasts of pretrained discriminators that no pair of random initialisation stands beside: the
   * architectures can't be told from what their weights have seen.
   */
  public List<String> withoutRandomPair() {
    return convolutions.stream()
        .filter(pair -> !pair.random())
        .filter(pair -> convolutions.stream().noneMatch(pair::initialisedOtherwise))
        .map(pair -> pair.one.id() + " − " + pair.other.id())
        .toList();
  }

  private List<Pair> convolutions() {
    List<Pair> pairs =
        new ArrayList<>(
            pairs(
                (one, other) ->
                    one.level().equals(other.level())
                        && Architectures.convolutional(one.backbone())
                        && Architectures.transformer(other.backbone())));
    pairs.sort(
        Comparator.comparing((Pair pair) -> pair.first.backbone())
            .thenComparing(pair -> pair.second.backbone())
            .thenComparing(pair -> pair.first.level())
            .thenComparing(pair -> pair.first.weight())
            .thenComparing(pair -> pair.one.fidelityScale())
            .thenComparing(Pair::random));
    return pairs;
  }

  private List<Pair> patchPairs() {
    return pairs(
        (patch, vanilla) ->
            patch.level().equals(PATCH)
                && vanilla.level().equals(VANILLA)
                && patch.backbone().equals(vanilla.backbone()));
  }

  private Stream<Contrast> suppression(SettingSpec setting) {
    SettingSpec none = setting.discriminator() == null ? null : spec.unopposed(setting);
    List<JudgedSetting> both = none == null ? null : objectives.together(List.of(setting, none));
    if (none == null || both == null) {
      return Stream.of();
    }
    // Artefact measures are turned so that more is better: s − none is what s suppresses.
    return byJudge(
        setting.id(),
        both,
        objectives.panel().family(JudgeTraits.ARTEFACT, List.of(setting, none)));
  }

  /** Ordered pairs alike in loss, weight, initialisation and fidelity weight. */
  private List<Pair> pairs(BiPredicate<DiscriminatorSpec, DiscriminatorSpec> wanted) {
    List<Pair> pairs = new ArrayList<>();
    for (SettingSpec one : spec.allSettings()) {
      for (SettingSpec other : spec.allSettings()) {
        DiscriminatorSpec first = one.discriminator();
        DiscriminatorSpec second = other.discriminator();
        if (first != null
            && second != null
            && one.fidelityScale() == other.fidelityScale()
            && alike(first, second)
            && wanted.test(first, second)) {
          pairs.add(new Pair(one, first, other, second));
        }
      }
    }
    return pairs;
  }

  private static boolean alike(DiscriminatorSpec one, DiscriminatorSpec other) {
    return one.loss().equals(other.loss())
        && one.weight() == other.weight()
        && one.initialisation().equals(other.initialisation())
        && one.r1Gamma() == other.r1Gamma()
        && one.augmentation().equals(other.augmentation());
  }

  /** For each family of quality, the headline's first: the mean over its judges, then each. */
  private Stream<Contrast> gains(String subject, Pair pair) {
    List<JudgedSetting> both = objectives.together(List.of(pair.one, pair.other));
    return both == null
        ? Stream.of()
        : objectives.panel().families(spec.headline()).stream()
            .flatMap(
                family -> {
                  BitSet judges = objectives.panel().family(family, List.of(pair.one, pair.other));
                  return Stream.concat(
                      Stream.ofNullable(contrast(subject, both, family, null, judges)),
                      byJudge(subject, both, judges));
                });
  }

  private Stream<Contrast> byJudge(String subject, List<JudgedSetting> both, BitSet judges) {
    return judges.stream()
        .mapToObj(
            judge -> {
              JudgeTraits traits = objectives.panel().judges().get(judge);
              BitSet alone = new BitSet();
              alone.set(judge);
              return contrast(subject, both, traits.family(), traits.id(), alone);
            })
        .filter(Objects::nonNull);
  }

  /**
   * @param judge its id; null: the mean over the judges
   */
  private @Nullable Contrast contrast(
      String subject,
      List<JudgedSetting> both,
      String family,
      @Nullable String judge,
      BitSet judges) {
    JudgedSetting one = both.get(0);
    JudgedSetting other = both.get(1);
    List<String> metrics = one.metrics().stream().filter(other.metrics()::contains).toList();
    Difference difference = objectives.differences().between(one, other, metrics, judges);
    if (difference == null) {
      return null;
    }
    Double unit = judge == null ? null : objectives.deviation(judge);
    return new Contrast(
        subject,
        one.setting(),
        other.setting(),
        family,
        judge,
        unit == null
            ? Figure.absent(difference.images(), UNITS_DIFFER)
            : difference.times(unit).figure(),
        difference.figure());
  }
}
