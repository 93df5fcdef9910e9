/** The worker role: slices in; events, checkpoints and outcomes out. */
@NullMarked
package io.chiral.service.worker;

import org.jspecify.annotations.NullMarked;
