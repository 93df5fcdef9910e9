/** How weights move: Adam, schedules of the learning rate, clipping, moving averages. */
@NullMarked
package io.chiral.training.optimiser;

import org.jspecify.annotations.NullMarked;
