/** Trials of the embedded broker. */
@NullMarked
package io.chiral.broker;

import org.jspecify.annotations.NullMarked;
