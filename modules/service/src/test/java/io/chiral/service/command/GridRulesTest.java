package io.chiral.service.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.chiral.messages.Codec;
import io.chiral.messages.spec.DiscriminatorSpec;
import io.chiral.messages.spec.OptimiseSpec;
import io.chiral.messages.spec.SettingSpec;
import io.chiral.messages.spec.StudySpec;
import io.chiral.messages.spec.SweepSpec;
import io.chiral.messages.state.Rejection.Code;
import io.chiral.messages.work.Cell.Role;
import io.chiral.service.command.Expansion.Planned;
import java.math.BigInteger;
import java.util.List;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

class GridRulesTest {
  private final Admission admission = new Admission(Specs.CATALOGUE, 10_000);

  private static StudySpec declaring(SettingSpec... settings) {
    return Specs.study(List.of(Specs.L1), List.of(settings), List.of(1L), List.of(), 0, null);
  }

  private static StudySpec swept(StudySpec spec, String setting, double... weights) {
    return Specs.varied(
        spec,
        List.of(new SweepSpec(setting, DoubleStream.of(weights).boxed().toList())),
        List.of());
  }

  private Violation only(StudySpec spec) {
    List<Violation> violations = admission.check("/spec", spec);
    assertThat(violations).hasSize(1);
    return violations.get(0);
  }

  private static List<String> trained(StudySpec spec) {
    return Expansion.of(new Codec(), "s", spec).stream()
        .filter(run -> run.cell().role() == Role.OBJECTIVE)
        .map(run -> String.valueOf(run.cell().setting()))
        .toList();
  }

  @Test
  void trainsASweepsWeightsBesideTheDeclaredSettings() {
    StudySpec spec = swept(declaring(Specs.NONE, Specs.PATCH), "patch", 0, 0.001, 0.1, 10);

    assertThat(admission.check("/spec", spec)).isEmpty();
    assertThat(trained(spec)).containsExactly("none", "patch", "patch-w0.001", "patch-w10");
    assertThat(Expansion.of(new Codec(), "s", spec))
        .filteredOn(run -> "patch-w10".equals(run.cell().setting()))
        .filteredOn(run -> run.spec() instanceof OptimiseSpec)
        .singleElement()
        .satisfies(run -> assertThat(adversarial(run)).isEqualTo(10));
  }

  private static double adversarial(Planned run) {
    DiscriminatorSpec discriminator = ((OptimiseSpec) run.spec()).discriminator();
    assertThat(discriminator).isNotNull();
    return discriminator.weight();
  }

  @Test
  void trainsDeclaredSettingsAtEveryFactorOfTheFidelityWeight() {
    StudySpec spec =
        Specs.varied(declaring(Specs.NONE, Specs.PATCH), List.of(), List.of(0.5, 1.0, 2.0));

    assertThat(admission.check("/spec", spec)).isEmpty();
    assertThat(trained(spec))
        .containsExactly("none", "patch", "none-f0.5", "none-f2", "patch-f0.5", "patch-f2");
    assertThat(Expansion.of(new Codec(), "s", spec))
        .filteredOn(run -> "none-f2".equals(run.cell().setting()))
        .filteredOn(run -> run.spec() instanceof OptimiseSpec)
        .singleElement()
        .satisfies(run -> assertThat(((OptimiseSpec) run.spec()).fairScale()).isEqualTo(2 * 0.5));
    assertThat(Expansion.count(spec))
        .isEqualTo(BigInteger.valueOf(Expansion.of(new Codec(), "s", spec).size()));
  }

  @Test
  void theSameRunAskedTwiceIsOne() {
    StudySpec once = declaring(Specs.NONE, Specs.PATCH);
    StudySpec again =
        Specs.varied(
            once,
            List.of(
                new SweepSpec("patch", List.of(0.0, 0.1)),
                new SweepSpec("patch", List.of(0.1, 0.2)),
                new SweepSpec("patch", List.of(0.2, 0.0))),
            List.of(1.0));

    assertThat(admission.check("/spec", again)).isEmpty();
    assertThat(trained(again)).containsExactly("none", "patch", "patch-w0.2");
    assertThat(Expansion.of(new Codec(), "s", again))
        .extracting(Planned::run)
        .doesNotHaveDuplicates()
        .containsAll(Expansion.of(new Codec(), "s", once).stream().map(Planned::run).toList());
  }

  @Test
  void refusesASweepOfASettingThatIsNotDeclared() {
    Violation violation = only(swept(declaring(Specs.NONE, Specs.PATCH), "vanilla", 0.1, 0.2));

    assertThat(violation.code()).isEqualTo(Code.UNKNOWN_REFERENCE);
    assertThat(violation.place()).isEqualTo("/spec/sweeps/0/setting");
    assertThat(violation.message()).contains("'vanilla'").contains("none, patch");
  }

  @Test
  void refusesASweepWithoutDiscriminator() {
    assertThat(only(swept(declaring(Specs.NONE), "none", 0.1, 0.2)).message())
        .isEqualTo("setting 'none' has no discriminator, hence no adversarial weight to vary");
  }

  @Test
  void refusesWeightZeroWithoutTheSettingThatItIs() {
    Violation violation = only(swept(declaring(Specs.PATCH), "patch", 0.2, 0));

    assertThat(violation.place()).isEqualTo("/spec/sweeps/0/weights/1");
    assertThat(violation.message())
        .isEqualTo(
            "weight 0 is the setting 'none', which the study doesn't declare; add { \"id\":"
                + " \"none\" } to its settings");
  }

  @Test
  void refusesWeightZeroAtAnotherFidelityWeight() {
    SettingSpec half = new SettingSpec("half", Specs.PATCH.discriminator(), 0.5);

    assertThat(only(swept(declaring(Specs.NONE, half), "half", 0, 0.2)).message())
        .contains("whose fidelityScale is not that of 'half'");
  }

  @Test
  void refusesANameThatIsTaken() {
    SettingSpec taken = new SettingSpec("patch-w0.2", Specs.PATCH.discriminator(), 3);

    Violation violation = only(swept(declaring(Specs.PATCH, taken), "patch", 0.1, 0.2));

    assertThat(violation.place()).isEqualTo("/spec/sweeps/0/weights/1");
    assertThat(violation.message()).contains("'patch-w0.2', as another setting is");
  }

  @Test
  void refusesOneSettingByTwoNames() {
    SettingSpec twin = new SettingSpec("twin", Specs.PATCH.discriminator(), 0.5);
    StudySpec spec = Specs.varied(declaring(Specs.PATCH, twin), List.of(), List.of(0.5));

    assertThat(only(spec).message())
        .isEqualTo("setting 'patch-f0.5' is 'twin' by another name; ask for it once");
  }

  @Test
  void refusesNamesThatAreTooLong() {
    SettingSpec named = new SettingSpec("p".repeat(60), Specs.PATCH.discriminator());

    Violation violation = only(swept(declaring(named), named.id(), 0.1, 0.125));

    assertThat(violation.place()).isEqualTo("/spec/sweeps/0/weights/1");
    assertThat(violation.message()).contains("longer than 64 characters");
  }

  @Test
  void countsWhatASweepAdds() {
    StudySpec spec =
        swept(declaring(Specs.NONE, Specs.PATCH), "patch", 0, 0.01, 0.02, 0.05, 0.1, 0.2);
    int runs = Expansion.of(new Codec(), "s", spec).size();

    assertThat(new Admission(Specs.CATALOGUE, runs).check("/spec", spec)).isEmpty();
    assertThat(new Admission(Specs.CATALOGUE, runs - 1).check("/spec", spec))
        .singleElement()
        .satisfies(
            refused ->
                assertThat(refused.message()).startsWith("the grid has %d runs".formatted(runs)));
  }
}
