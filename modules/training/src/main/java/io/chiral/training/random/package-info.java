/** Everything random in a run, each draw a pure function of seed, purpose and counter. */
@NullMarked
package io.chiral.training.random;

import org.jspecify.annotations.NullMarked;
