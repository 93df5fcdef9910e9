/** A real Kafka broker inside this process or as a child of it. */
@NullMarked
package io.chiral.broker;

import org.jspecify.annotations.NullMarked;
