package io.chiral.messages.spec;

import org.jspecify.annotations.Nullable;

/**
 * An adversarial setting of a study.
 *
 * @param id name within the study; {@code "none"} is reserved for the setting without discriminator
 * @param discriminator null for {@code "none"}
 */
public record SettingSpec(String id, @Nullable DiscriminatorSpec discriminator) {}
