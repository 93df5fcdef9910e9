/** Benchmarks and load generators; run by hand. */
@NullMarked
package io.chiral.load;

import org.jspecify.annotations.NullMarked;
