/**
 * Kills the processes of an installation while it computes, and compares with one left in peace.
 */
@NullMarked
package io.chiral.load.crash;

import org.jspecify.annotations.NullMarked;
