package io.chiral.networks.weights;

import static io.chiral.networks.weights.ParameterSpec.buffer;
import static io.chiral.networks.weights.ParameterSpec.parameter;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import io.chiral.networks.torch.Torch;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ParameterTableTest {

  @RegisterExtension static final Torch TORCH = new Torch();

  private final ParameterTable table =
      ParameterTable.of(
          List.of(
              parameter("b.weight", Initialisation.normal(0.1, 0.01), 100, 30),
              parameter("a.weight", Initialisation.torchDefault(25), 50, 25),
              buffer("a.mask", Initialisation.constant(-100), 4)));

  @Test
  void countsWhatIsTrainedOnly() {
    assertThat(table.count()).isEqualTo(3000 + 1250);
    assertThat(table.size()).isEqualTo(3);
    assertThat(table.trainable()).containsExactly("b.weight", "a.weight");
  }

  @Test
  void aTensorsFirstValuesDependOnSeedAndNameAlone() {
    Weights all = table.initialise(TORCH.manager(), 5);
    ParameterTable one =
        ParameterTable.of(List.of(parameter("a.weight", Initialisation.torchDefault(25), 50, 25)));

    assertThat(one.initialise(TORCH.manager(), 5).get("a.weight")).isEqualTo(all.get("a.weight"));
    assertThat(one.initialise(TORCH.manager(), 6).get("a.weight"))
        .isNotEqualTo(all.get("a.weight"));
  }

  @Test
  void distributionsAreAsNamed() {
    Weights weights = table.initialise(TORCH.manager(), 5);
    NDArray normal = weights.get("b.weight");
    NDArray uniform = weights.get("a.weight");

    // Of 3000 draws: the mean's deviation is 1.8e-4, the deviation's 1.3e-4; five of each.
    assertThat(normal.mean().getFloat()).isCloseTo(0.1f, within(9e-4f));
    assertThat(normal.sub(0.1).square().mean().sqrt().getFloat()).isCloseTo(0.01f, within(7e-4f));
    assertThat(uniform.abs().max().getFloat()).isBetween(0.19f, 0.2f);
  }

  @Test
  void strictTakesEqualNamesAndShapesInAnyOrder() {
    Map<String, NDArray> shuffled = new LinkedHashMap<>();
    shuffled.put("a.mask", TORCH.manager().zeros(new Shape(4)));
    shuffled.put("a.weight", TORCH.manager().zeros(new Shape(50, 25)));
    shuffled.put("b.weight", TORCH.manager().zeros(new Shape(100, 30)));

    Weights strict = table.strict(Weights.of(TORCH.manager().newSubManager(), shuffled));

    assertThat(strict.names()).containsExactly("b.weight", "a.weight", "a.mask");
    assertThat(strict.trainable()).containsOnlyKeys("b.weight", "a.weight");
  }

  @Test
  void strictNamesWhatDiffers() {
    Map<String, NDArray> other = new LinkedHashMap<>();
    other.put("a.weight", TORCH.manager().zeros(new Shape(50, 24)));
    other.put("b.weight", TORCH.manager().zeros(new Shape(100, 30)));
    other.put("c.weight", TORCH.manager().zeros(new Shape(1)));

    assertThatThrownBy(() -> table.strict(Weights.of(TORCH.manager().newSubManager(), other)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("3 tensors")
        .hasMessageContaining("a.mask (4) is missing")
        .hasMessageContaining("a.weight has shape (50, 24), expected (50, 25)")
        .hasMessageContaining("c.weight is unknown");
  }

  @Test
  void refusesTwoTensorsOfOneName() {
    ParameterSpec spec = parameter("a", Initialisation.constant(0), 1);

    assertThatThrownBy(() -> ParameterTable.of(List.of(spec, spec))).hasMessageContaining("a");
  }

  @Test
  void aCopySharesNothing() {
    Weights weights = table.initialise(TORCH.manager(), 5).requiresGradient(true);
    Weights copy = weights.copy(TORCH.manager());
    float before = copy.get("b.weight").getFloat(0, 0);

    weights.requiresGradient(false).get("b.weight").addi(1);

    assertThat(copy.get("b.weight").getFloat(0, 0)).isEqualTo(before);
    assertThat(copy.get("b.weight").hasGradient()).isFalse();
    assertThat(copy.trainable()).containsOnlyKeys("b.weight", "a.weight");
    assertThat(weights.manager().getManagedArrays()).hasSize(3);
  }
}
