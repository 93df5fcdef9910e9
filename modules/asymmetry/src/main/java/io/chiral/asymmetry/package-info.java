/** The statistics of the study and the fold from events to report; no I/O. */
@NullMarked
package io.chiral.asymmetry;

import org.jspecify.annotations.NullMarked;
