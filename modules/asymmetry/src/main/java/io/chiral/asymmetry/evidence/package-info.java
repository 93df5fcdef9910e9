/** What was measured in a study, each value once, however often and in whatever order it comes. */
@NullMarked
package io.chiral.asymmetry.evidence;

import org.jspecify.annotations.NullMarked;
