/** What a study and its runs are: the declared grid and the specification of one run. */
@NullMarked
package io.chiral.messages.spec;

import org.jspecify.annotations.NullMarked;
