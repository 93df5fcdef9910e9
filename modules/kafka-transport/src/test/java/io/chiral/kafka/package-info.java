/** Trials of the transport against a real broker. */
@NullMarked
package io.chiral.kafka;

import org.jspecify.annotations.NullMarked;
