/** Convolutions of planes that keep their size. */
@NullMarked
package io.chiral.imagery.filter;

import org.jspecify.annotations.NullMarked;
