/** MATLAB's bicubic {@code imresize}, the degradation of classical super-resolution. */
@NullMarked
package io.chiral.imagery.resize;

import org.jspecify.annotations.NullMarked;
