/** Metrics as objectives: how well judges like the images that they teach. */
@NullMarked
package io.chiral.asymmetry.objective;

import org.jspecify.annotations.NullMarked;
