/** The command role: what is asked and what came of it, folded into states and due slices. */
@NullMarked
package io.chiral.service.command;

import org.jspecify.annotations.NullMarked;
