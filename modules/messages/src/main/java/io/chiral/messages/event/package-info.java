/** What happened: everything the report is computed from, and checkpoints. */
@NullMarked
package io.chiral.messages.event;

import org.jspecify.annotations.NullMarked;
