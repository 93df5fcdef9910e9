/** {@code chiral demo}: a preset study in one process, sent and watched as a stranger would. */
@NullMarked
package io.chiral.service.demo;

import org.jspecify.annotations.NullMarked;
