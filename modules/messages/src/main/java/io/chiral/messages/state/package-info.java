/** The state of studies and runs as the command role publishes it. */
@NullMarked
package io.chiral.messages.state;

import org.jspecify.annotations.NullMarked;
