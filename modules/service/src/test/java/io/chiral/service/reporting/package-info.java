/** Tests of the reporting role. */
@NullMarked
package io.chiral.service.reporting;

import org.jspecify.annotations.NullMarked;
