package io.chiral.service.reporting;

import org.jspecify.annotations.Nullable;

/**
 * How much of a study is in the store: a file with all its events before an offset, and where the
 * first event stands that came after. Meanwhile another file may be in the making.
 *
 * <pre>
 *        file                file in the making
 *   ──────────────┬─────────────────┬──────────────► events
 *               upTo   lacks      begun   lacksThen
 * </pre>
 */
final class Saved {

  /** Of which there is no such event. */
  static final long NONE = Long.MAX_VALUE;

  /**
   * An event.
   *
   * @param offset of its record
   * @param volume of the partition before it
   */
  private record Place(long offset, long volume) {
    static final Place NOWHERE = new Place(NONE, NONE);
  }

  private @Nullable String file;
  private int bytes;
  private long upTo;
  private Place lacks = Place.NOWHERE;
  private long begun;
  private Place lacksThen = Place.NOWHERE;

  /** Nothing is. */
  Saved() {}

  /** All events before that offset are. */
  Saved(String file, long upTo) {
    this.file = file;
    this.upTo = upTo;
  }

  /** An event came that {@link #holds} says nothing of. */
  void came(long offset, long volume) {
    Place place = new Place(offset, volume);
    lacks = lacks.offset == NONE ? place : lacks;
    lacksThen = lacksThen.offset == NONE ? place : lacksThen;
  }

  /** A file is being made of all events before {@code next}. */
  void begin(long next) {
    begun = next;
    lacksThen = Place.NOWHERE;
  }

  /** That file is durable. */
  void done(Snapshots.Written durable) {
    file = durable.name();
    bytes = durable.bytes();
    upTo = begun;
    lacks = lacksThen;
  }

  /** Whether the event at that offset is in the file. */
  boolean holds(long offset) {
    return offset < upTo;
  }

  /** Whether every event that came is. */
  boolean isWhole() {
    return lacks.offset == NONE;
  }

  /** Offset of the first event that is not; {@link #NONE}. */
  long lacksFrom() {
    return lacks.offset;
  }

  /** How much came to the partition since that event; 0 if there is none. */
  long behind(long volume) {
    return isWhole() ? 0 : volume - lacks.volume;
  }

  /** Its name; null: nothing is durable. */
  @Nullable String file() {
    return file;
  }

  /** Its size; 0 where this process did not write it. */
  int bytes() {
    return bytes;
  }

  /** It holds all events before this offset. */
  long upTo() {
    return upTo;
  }
}
