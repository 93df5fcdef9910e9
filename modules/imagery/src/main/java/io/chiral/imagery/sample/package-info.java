/** What a training step reads: aligned patches of a high- and a low-resolution image. */
@NullMarked
package io.chiral.imagery.sample;

import org.jspecify.annotations.NullMarked;
