/** Offsets that Kafka has lost, found again from what the topics say. */
@NullMarked
package io.chiral.service.offsets;

import org.jspecify.annotations.NullMarked;
