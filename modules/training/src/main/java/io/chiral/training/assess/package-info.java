/** Fine-tuning and scoring of metrics as assessors. */
@NullMarked
package io.chiral.training.assess;

import org.jspecify.annotations.NullMarked;
