/** Random numbers as a pure function of (seed, stream, counter). */
@NullMarked
package io.chiral.imagery.random;

import org.jspecify.annotations.NullMarked;
