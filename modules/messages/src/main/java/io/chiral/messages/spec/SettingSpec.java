package io.chiral.messages.spec;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * An adversarial setting of a study.
 *
 * @param id name within the study; {@code "none"} is reserved for the setting without discriminator
 * @param discriminator null for {@code "none"}
 * @param fidelityScale factor of the training's fidelity weight
 */
public record SettingSpec(
    String id, @Nullable DiscriminatorSpec discriminator, double fidelityScale) {

  /** The setting without a discriminator. */
  public static final String NONE = "none";

  /** At the training's own fidelity weight. */
  public SettingSpec(String id, @Nullable DiscriminatorSpec discriminator) {
    this(id, discriminator, 1);
  }

  /**
   * This setting at another adversarial weight, such as {@code patch-vgg16-w0.001}; at weight 0 the
   * setting {@code none}.
   */
  public SettingSpec weighing(double weight) {
    if (weight == 0) {
      return new SettingSpec(NONE, null, fidelityScale);
    }
    if (discriminator == null || discriminator.weight() == weight) {
      return this;
    }
    return new SettingSpec(
        id + "-w" + plain(weight), discriminator.weighing(weight), fidelityScale);
  }

  /** This setting at a multiple of the fidelity weight, such as {@code none-f0.5}. */
  public SettingSpec scaled(double factor) {
    return factor == 1
        ? this
        : new SettingSpec(id + "-f" + plain(factor), discriminator, fidelityScale * factor);
  }

  private static String plain(double number) {
    return BigDecimal.valueOf(number).stripTrailingZeros().toPlainString();
  }
}
