package io.chiral.messages;

import java.util.ArrayList;
import java.util.List;

/** Splits what would make too large a record into numbered parts of one message each. */
public final class Parts {

  /** Left for CloudEvents headers and the record's key. */
  static final int HEADROOM_BYTES = 4 * 1024;

  private static final int LARGEST_NUMBER = 999_999;

  private final Codec codec;
  private final int maxBytes;

  public Parts(Codec codec) {
    this(codec, Topics.MAX_RECORD_BYTES - HEADROOM_BYTES);
  }

  Parts(Codec codec, int maxBytes) {
    this.codec = codec;
    this.maxBytes = maxBytes;
  }

  /**
   * Makes as few messages as hold all items in order; one without items if there are none.
   *
   * @param items scores, cells, rows; measured by their own canonical JSON
   * @param <T> an item
   * @param <M> a message
   * @throws IllegalArgumentException if one item, or a message without items, is too large already
   */
  public <T, M> List<M> split(List<T> items, PartMaker<T, M> maker) {
    int empty = size(maker.make(LARGEST_NUMBER, LARGEST_NUMBER, List.of()));
    List<List<T>> portions = portions(items, maxBytes - empty);
    List<M> messages = new ArrayList<>();
    for (int part = 0; part < portions.size(); part++) {
      messages.add(maker.make(part, portions.size(), portions.get(part)));
    }
    return List.copyOf(messages);
  }

  private <T> List<List<T>> portions(List<T> items, int room) {
    List<List<T>> portions = new ArrayList<>();
    int begin = 0;
    int filled = 0;
    for (int i = 0; i < items.size(); i++) {
      int size = size(items.get(i)) + ",".length();
      if (size > room) {
        throw new IllegalArgumentException(
            "item %d has %d bytes, a message has room for %d".formatted(i, size, room));
      }
      if (filled + size > room) {
        portions.add(items.subList(begin, i));
        begin = i;
        filled = 0;
      }
      filled += size;
    }
    portions.add(items.subList(begin, items.size()));
    return portions;
  }

  private int size(Object value) {
    return codec.write(value).length;
  }

  /**
   * Makes one part.
   *
   * @param <T> an item
   * @param <M> a message
   */
  @FunctionalInterface
  public interface PartMaker<T, M> {
    /**
     * Makes one part.
     *
     * @param part its number, from 0
     * @param parts how many there are
     * @param items what it holds
     */
    M make(int part, int parts, List<T> items);
  }
}
