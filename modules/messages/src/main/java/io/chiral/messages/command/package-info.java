/** What producers ask: the bodies of records on the commands topic. */
@NullMarked
package io.chiral.messages.command;

import org.jspecify.annotations.NullMarked;
