/** Tests of the image commands. */
@NullMarked
package io.chiral.service.image;

import org.jspecify.annotations.NullMarked;
