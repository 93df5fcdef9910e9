/** Judges by id: formulas on pixels, and networks with published weights. */
@NullMarked
package io.chiral.training.judge;

import org.jspecify.annotations.NullMarked;
