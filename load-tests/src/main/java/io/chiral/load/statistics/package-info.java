/** How fast events are folded and reported, and what memory a study's fold takes. */
@NullMarked
package io.chiral.load.statistics;

import org.jspecify.annotations.NullMarked;
