package io.chiral.asymmetry.objective;

import io.chiral.asymmetry.panel.JudgeTraits;
import io.chiral.asymmetry.panel.Kinship;
import io.chiral.messages.spec.MetricSpec;
import io.chiral.messages.spec.SettingSpec;
import java.util.BitSet;
import java.util.Collection;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The usable judges of a study and their kin. */
public final class Panel {

  private final List<JudgeTraits> judges;
  private final List<MetricSpec> metrics;

  Panel(List<JudgeTraits> judges, List<MetricSpec> metrics) {
    this.judges = judges;
    this.metrics = metrics;
  }

  /** By number. */
  public List<JudgeTraits> judges() {
    return judges;
  }

  /** The families of quality, that one first. */
  List<String> families(String first) {
    return Stream.concat(
            Stream.of(first),
            Stream.of(
                JudgeTraits.PERCEPTUAL, JudgeTraits.DISTORTION, JudgeTraits.REFERENCE_PERCEPTUAL))
        .distinct()
        .toList();
  }

  /**
   * Judges of a family that share no backbone with the discriminators of settings compared.
   *
   * @param family which
   * @param compared settings whose outputs they compare
   */
  public BitSet family(String family, Collection<SettingSpec> compared) {
    BitSet chosen = new BitSet();
    IntStream.range(0, judges.size())
        .filter(j -> judges.get(j).family().equals(family))
        .filter(j -> !Kinship.kin(judges.get(j), compared))
        .forEach(chosen::set);
    return chosen;
  }

  /** Those of the judges that may compare both metrics. */
  BitSet common(BitSet chosen, String one, String other) {
    BitSet common = (BitSet) chosen.clone();
    chosen.stream().filter(j -> kin(j, one) || kin(j, other)).forEach(common::clear);
    return common;
  }

  /** Whether the judge is kin to the metric. */
  public boolean kin(int judge, String metric) {
    JudgeTraits traits = judges.get(judge);
    return Kinship.among(traits, metrics)
        || metrics.stream()
            .filter(spec -> spec.id().equals(metric))
            .anyMatch(spec -> Kinship.kin(traits, spec));
  }
}
