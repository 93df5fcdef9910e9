/** The records that other systems see, and how they are written: commands, events, topics. */
@NullMarked
package io.chiral.messages;

import org.jspecify.annotations.NullMarked;
