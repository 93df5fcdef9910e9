/** Two orders of the same metrics compared, pair by pair. */
@NullMarked
package io.chiral.asymmetry.order;

import org.jspecify.annotations.NullMarked;
