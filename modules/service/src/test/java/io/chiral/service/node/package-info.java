/** Tests of what the roles share. */
@NullMarked
package io.chiral.service.node;

import org.jspecify.annotations.NullMarked;
