/** The JSON Schemas: where they are kept, what they default, and what breaks them. */
@NullMarked
package io.chiral.messages.schema;

import org.jspecify.annotations.NullMarked;
