/** Tests of judges. */
@NullMarked
package io.chiral.training.judge;

import org.jspecify.annotations.NullMarked;
