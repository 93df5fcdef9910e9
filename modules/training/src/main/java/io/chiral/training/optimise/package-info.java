/** Training of a generator. */
@NullMarked
package io.chiral.training.optimise;

import org.jspecify.annotations.NullMarked;
