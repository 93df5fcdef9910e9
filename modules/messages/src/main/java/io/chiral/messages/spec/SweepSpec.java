package io.chiral.messages.spec;

import java.util.List;

/**
 * A setting of the study at several adversarial weights.
 *
 * @param setting id of a declared setting with a discriminator
 * @param weights of the adversarial term in the generator's loss, at least two; 0 is the setting
 *     {@code none}
 */
public record SweepSpec(String setting, List<Double> weights) {
  public SweepSpec {
    weights = List.copyOf(weights);
  }
}
