/** The tidy table of every score that a study's report is computed from. */
@NullMarked
package io.chiral.service.gateway.scores;

import org.jspecify.annotations.NullMarked;
