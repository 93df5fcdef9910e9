/** Kafka in and out: the transactional loop, readers, topics, CloudEvents. */
@NullMarked
package io.chiral.kafka;

import org.jspecify.annotations.NullMarked;
