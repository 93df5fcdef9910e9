/** Judges: what they are, which family they belong to, and whom they are kin to. */
@NullMarked
package io.chiral.asymmetry.panel;

import org.jspecify.annotations.NullMarked;
