/** Bootstrap replicates from counters, and the intervals they give. */
@NullMarked
package io.chiral.asymmetry.replicate;

import org.jspecify.annotations.NullMarked;
