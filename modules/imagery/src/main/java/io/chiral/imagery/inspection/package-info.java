/** What a data set holds, looked at image by image. */
@NullMarked
package io.chiral.imagery.inspection;

import org.jspecify.annotations.NullMarked;
