/** How low-resolution training images are made of high-resolution ones. */
@NullMarked
package io.chiral.imagery.degradation;

import org.jspecify.annotations.NullMarked;
