/** What the command line prints. */
@NullMarked
package io.chiral.service.cli;

import org.jspecify.annotations.NullMarked;
