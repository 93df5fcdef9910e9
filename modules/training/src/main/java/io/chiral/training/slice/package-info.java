/** Runs slices: takes up a run, lets it advance, makes its state durable. */
@NullMarked
package io.chiral.training.slice;

import org.jspecify.annotations.NullMarked;
