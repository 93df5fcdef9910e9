/** What is known of the architectures that discriminators have. */
@NullMarked
package io.chiral.asymmetry.architecture;

import org.jspecify.annotations.NullMarked;
