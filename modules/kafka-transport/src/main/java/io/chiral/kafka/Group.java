package io.chiral.kafka;

import java.util.List;

/**
 * A consumer group that publishes what it makes of what it reads, each in one transaction.
 *
 * @param reads topics whose offsets it commits
 * @param writes topics for what it makes: while none of them was ever written to, nothing of it can
 *     be told twice
 */
public record Group(String id, List<String> reads, List<String> writes) {

  public Group {
    reads = List.copyOf(reads);
    writes = List.copyOf(writes);
  }
}
