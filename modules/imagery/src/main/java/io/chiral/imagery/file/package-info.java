/** Reads images of the usual formats as samples in [0, 1], and writes PNG. */
@NullMarked
package io.chiral.imagery.file;

import org.jspecify.annotations.NullMarked;
