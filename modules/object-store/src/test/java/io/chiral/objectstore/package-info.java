/** Tests of the stores. */
@NullMarked
package io.chiral.objectstore;

import org.jspecify.annotations.NullMarked;
