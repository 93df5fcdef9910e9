/** Slices of runs, and how they ended: between the command role and the workers. */
@NullMarked
package io.chiral.messages.work;

import org.jspecify.annotations.NullMarked;
