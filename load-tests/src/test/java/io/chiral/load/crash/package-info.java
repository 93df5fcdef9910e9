@NullMarked
package io.chiral.load.crash;

import org.jspecify.annotations.NullMarked;
