/** Images and data sets: reading, writing, resampling, distorting, measuring. */
@NullMarked
package io.chiral.imagery;

import org.jspecify.annotations.NullMarked;
