/** Tests of optimisers and schedules. */
@NullMarked
package io.chiral.training.optimiser;

import org.jspecify.annotations.NullMarked;
