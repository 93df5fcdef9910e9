/** People's opinions of outputs: mean ratings, Bradley–Terry abilities, and the judge they make. */
@NullMarked
package io.chiral.asymmetry.people;

import org.jspecify.annotations.NullMarked;
