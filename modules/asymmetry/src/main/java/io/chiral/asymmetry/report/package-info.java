/** The report of a study from its evidence. */
@NullMarked
package io.chiral.asymmetry.report;

import org.jspecify.annotations.NullMarked;
