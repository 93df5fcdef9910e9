/** {@code chiral judge} and {@code chiral upscale}: any image, at a terminal, without a server. */
@NullMarked
package io.chiral.service.image;

import org.jspecify.annotations.NullMarked;
