package io.chiral.messages.event;

import java.time.Instant;

/**
 * A worker found that nobody had said yet which checkpoint store is the installation's, and names
 * its own. Key: {@value #KEY}. Of several the first on the topic counts, for ever.
 *
 * @param store the id that lies in the store itself
 * @param place where the worker has it, for people
 * @param worker who names it
 * @param at when
 */
public record StoreNamed(String store, String place, String worker, Instant at) {

  /** The only key. */
  public static final String KEY = "store";
}
