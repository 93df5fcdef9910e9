/** What a slice of a run does: optimise, assess, evaluate. */
@NullMarked
package io.chiral.training;

import org.jspecify.annotations.NullMarked;
