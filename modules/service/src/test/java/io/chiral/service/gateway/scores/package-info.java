/** Tests of the table of scores. */
@NullMarked
package io.chiral.service.gateway.scores;

import org.jspecify.annotations.NullMarked;
