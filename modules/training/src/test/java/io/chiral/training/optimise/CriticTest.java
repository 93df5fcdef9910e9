package io.chiral.training.optimise;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import io.chiral.messages.spec.DiscriminatorSpec;
import io.chiral.messages.spec.OptimiserSpec;
import io.chiral.networks.discriminator.Discriminator;
import io.chiral.networks.torch.GradientScope;
import io.chiral.networks.torch.Precision;
import io.chiral.networks.weights.Weights;
import io.chiral.training.Torch;
import io.chiral.training.model.Models;
import io.chiral.training.random.Seeds;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@SuppressWarnings("NullAway.Init") // set before each test
class CriticTest {

  private Torch torch;

  @BeforeEach
  void start() {
    torch = Torch.start(1);
  }

  @AfterEach
  void close() {
    torch.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"patchgan", "unet"})
  void changesNothingWhereSomethingIsNotFinite(String backbone) {
    Critic critic = critic(backbone);
    Weights before = critic.trained().weights().copy(torch.manager());

    boolean finite = critic.learn(image(0.4f), image(Float.NaN), 0, 1, -1, new Row());

    assertThat(finite).isFalse();
    assertThat(changed(critic, before)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"patchgan", "unet"})
  void keepsWhatItSawInItsOwnPassesOnly(String backbone) {
    Critic critic = critic(backbone);
    Weights before = critic.trained().weights().copy(torch.manager());

    try (GradientScope scope = GradientScope.open(torch.kernels())) {
      NDArray fake = image(0.3f);
      fake.setRequiresGradient(true);
      NDArray loss = critic.judge(image(0.4f), fake, 0);
      assertThat(scope.gradients(loss, List.of(fake)).get(0).abs().sum().getFloat()).isPositive();
    }
    assertThat(changed(critic, before)).isEmpty();

    assertThat(critic.learn(image(0.4f), image(0.3f), 0, 1, -1, new Row())).isTrue();
    assertThat(changed(critic, before)).containsAll(before.buffers().keySet());
  }

  private List<String> changed(Critic critic, Weights before) {
    return before.names().stream()
        .filter(name -> !critic.trained().weights().get(name).equals(before.get(name)))
        .toList();
  }

  private NDArray image(float centre) {
    NDArray noise = torch.manager().arange(2 * 3 * 24 * 24).mul(0.7f).sin().mul(0.2f).add(centre);
    return noise.reshape(new Shape(2, 3, 24, 24));
  }

  private Critic critic(String backbone) {
    OptimiserSpec adam = new OptimiserSpec(1e-3, 0.9, 0.99, 1e-8, 0);
    DiscriminatorSpec spec =
        new DiscriminatorSpec(
            "patch", backbone, null, "random", "ragan", 0.1, 1, 1, List.of("color"), adam);
    Discriminator network = Models.discriminator(spec, torch.kernels(), Precision.FLOAT32);
    Weights weights = network.parameters().initialise(torch.manager(), 3);
    return new Critic(spec, network, weights, new Seeds(5), torch);
  }
}
