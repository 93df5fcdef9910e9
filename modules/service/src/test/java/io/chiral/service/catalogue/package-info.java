/** Tests that tables known to reports equal the software that computes. */
@NullMarked
package io.chiral.service.catalogue;

import org.jspecify.annotations.NullMarked;
