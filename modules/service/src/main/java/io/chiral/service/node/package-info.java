/** What the roles of one process share. */
@NullMarked
package io.chiral.service.node;

import org.jspecify.annotations.NullMarked;
