/** The command line: parses flags, calls one thing, prints, and gives an exit status. */
@NullMarked
package io.chiral.service.cli;

import org.jspecify.annotations.NullMarked;
