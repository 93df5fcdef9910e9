/** The reporting role: metric events in, the asymmetry of each study out. */
@NullMarked
package io.chiral.service.reporting;

import org.jspecify.annotations.NullMarked;
