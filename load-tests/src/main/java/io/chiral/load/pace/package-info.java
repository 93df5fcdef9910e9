/** How fast an installation of separate processes is, and what it costs; run by hand. */
@NullMarked
package io.chiral.load.pace;

import org.jspecify.annotations.NullMarked;
