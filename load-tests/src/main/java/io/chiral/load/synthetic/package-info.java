/** Studies that were never trained: the events that workers would publish, with made-up scores. */
@NullMarked
package io.chiral.load.synthetic;

import org.jspecify.annotations.NullMarked;
