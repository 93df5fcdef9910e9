/** Tests of upscalers. */
@NullMarked
package io.chiral.training.upscale;

import org.jspecify.annotations.NullMarked;
