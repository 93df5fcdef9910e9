/**
 * Rank and product-moment correlations of paired samples, weighted so that replicates are cheap.
 */
@NullMarked
package io.chiral.asymmetry.correlation;

import org.jspecify.annotations.NullMarked;
