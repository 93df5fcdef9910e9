/** What a study will take, told before it starts: runs, steps, time, storage. */
@NullMarked
package io.chiral.service.plan;

import org.jspecify.annotations.NullMarked;
