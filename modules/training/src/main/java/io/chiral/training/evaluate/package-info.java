/** Scores of a generator's outputs on test photographs. */
@NullMarked
package io.chiral.training.evaluate;

import org.jspecify.annotations.NullMarked;
