/** Metrics as assessors: how well their scores agree with opinions. */
@NullMarked
package io.chiral.asymmetry.assessor;

import org.jspecify.annotations.NullMarked;
