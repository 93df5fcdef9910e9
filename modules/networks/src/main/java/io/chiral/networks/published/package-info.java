/** Weights that others published, as this machine has them. */
@NullMarked
package io.chiral.networks.published;

import org.jspecify.annotations.NullMarked;
