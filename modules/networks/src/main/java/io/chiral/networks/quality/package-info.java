/** Heads that make a score of quality out of a backbone's features. */
@NullMarked
package io.chiral.networks.quality;

import org.jspecify.annotations.NullMarked;
