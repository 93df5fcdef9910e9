/** Procedural pictures with the statistics of natural scenes. */
@NullMarked
package io.chiral.imagery.texture;

import org.jspecify.annotations.NullMarked;
