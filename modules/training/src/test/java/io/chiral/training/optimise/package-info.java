/** Tests of training's parts. */
@NullMarked
package io.chiral.training.optimise;

import org.jspecify.annotations.NullMarked;
