/** Tests of whole slices, on tiny networks. */
@NullMarked
package io.chiral.training.slice;

import org.jspecify.annotations.NullMarked;
