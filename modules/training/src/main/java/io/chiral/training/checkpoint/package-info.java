/** Checkpoints and tiles: what they hold, how they are named by content, where they lie. */
@NullMarked
package io.chiral.training.checkpoint;

import org.jspecify.annotations.NullMarked;
