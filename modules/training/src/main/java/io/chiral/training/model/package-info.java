/** From specifications to networks, and networks' values in checkpoints. */
@NullMarked
package io.chiral.training.model;

import org.jspecify.annotations.NullMarked;
