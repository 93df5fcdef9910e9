/** Tests of the command role. */
@NullMarked
package io.chiral.service.command;

import org.jspecify.annotations.NullMarked;
