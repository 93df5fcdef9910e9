/** Discriminators on published backbones, and the adversarial losses they are trained with. */
@NullMarked
package io.chiral.networks.discriminator;

import org.jspecify.annotations.NullMarked;
