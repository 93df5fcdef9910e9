/** The report of a study: its figures, each with interval and n, and their protocol. */
@NullMarked
package io.chiral.messages.report;

import org.jspecify.annotations.NullMarked;
