/** Tests of what the topics need of the store. */
@NullMarked
package io.chiral.service.retention;

import org.jspecify.annotations.NullMarked;
