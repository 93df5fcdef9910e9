/** What of the store stays: what the topics refer to, and what goes once it is old. */
@NullMarked
package io.chiral.service.retention;

import org.jspecify.annotations.NullMarked;
