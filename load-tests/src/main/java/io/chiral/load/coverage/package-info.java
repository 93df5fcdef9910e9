/**
 * How often intervals cover a planted truth: simulated studies through the real fold and report.
 */
@NullMarked
package io.chiral.load.coverage;

import org.jspecify.annotations.NullMarked;
