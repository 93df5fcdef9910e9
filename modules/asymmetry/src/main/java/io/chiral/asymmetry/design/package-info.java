/** What a study's design can make certain, told before it starts. */
@NullMarked
package io.chiral.asymmetry.design;

import org.jspecify.annotations.NullMarked;
