/** Tests of checkpoints and stores. */
@NullMarked
package io.chiral.training.checkpoint;

import org.jspecify.annotations.NullMarked;
