/** Helpers that the tests of several modules share. */
@NullMarked
package io.chiral.testkit;

import org.jspecify.annotations.NullMarked;
