/** Logistic regressions from scores to opinions, as image quality assessment uses them. */
@NullMarked
package io.chiral.asymmetry.fit;

import org.jspecify.annotations.NullMarked;
