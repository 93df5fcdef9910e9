/** Sets of images and label tables by catalogue id. */
@NullMarked
package io.chiral.imagery.dataset;

import org.jspecify.annotations.NullMarked;
