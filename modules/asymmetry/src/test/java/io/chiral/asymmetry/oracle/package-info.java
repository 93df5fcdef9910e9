/** The main figures again, computed the long way from the events themselves. */
@NullMarked
package io.chiral.asymmetry.oracle;

import org.jspecify.annotations.NullMarked;
