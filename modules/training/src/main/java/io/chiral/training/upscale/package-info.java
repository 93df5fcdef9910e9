/**
 * Makes images larger: by bicubic interpolation or a generator, in tiles where memory asks for it.
 */
@NullMarked
package io.chiral.training.upscale;

import org.jspecify.annotations.NullMarked;
