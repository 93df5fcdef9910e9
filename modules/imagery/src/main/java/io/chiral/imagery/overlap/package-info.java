/** Whether two sets show the same photographs, crops and shifts included. */
@NullMarked
package io.chiral.imagery.overlap;

import org.jspecify.annotations.NullMarked;
