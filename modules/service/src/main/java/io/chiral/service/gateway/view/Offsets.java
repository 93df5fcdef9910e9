package io.chiral.service.gateway.view;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;

/**
 * The next offset of every {@linkplain Slots slot}: what a view has folded, and as text a resume
 * token. The token carries a fingerprint of the Kafka cluster, because offsets of another one mean
 * other records.
 */
public final class Offsets {

  private static final byte FORMAT = 1;
  private static final int HEADER_BYTES = 1 + Integer.BYTES;

  /** A token of the largest number of slots that a prefix's topics have is far below this. */
  private static final int LONGEST_TOKEN = 4_096;

  private final int cluster;
  private final long[] next;

  Offsets(int cluster, long[] next) {
    this.cluster = cluster;
    this.next = next;
  }

  /** Nothing is folded yet. */
  static Offsets beginning(String clusterId, int slots) {
    return new Offsets(clusterId.hashCode(), new long[slots]);
  }

  /** Of how many partitions. */
  public int slots() {
    return next.length;
  }

  long next(int slot) {
    return next[slot];
  }

  void advance(int slot, long offset) {
    next[slot] = Math.max(next[slot], offset + 1);
  }

  Offsets copy() {
    return new Offsets(cluster, next.clone());
  }

  /** Whether the other's are of the same cluster's partitions. */
  boolean isOfSameLog(Offsets other) {
    return cluster == other.cluster && next.length == other.next.length;
  }

  /** Whether whoever has folded these has folded all of the other, of the same cluster. */
  boolean covers(Offsets other) {
    if (!isOfSameLog(other)) {
      return false;
    }
    for (int slot = 0; slot < next.length; slot++) {
      if (next[slot] < other.next[slot]) {
        return false;
      }
    }
    return true;
  }

  /** As an opaque token: base64url of format, cluster and LEB128 numbers. */
  public String token() {
    ByteBuffer bytes = ByteBuffer.allocate(HEADER_BYTES + next.length * 10);
    bytes.put(FORMAT).putInt(cluster);
    for (long value : next) {
      long rest = value;
      while (rest >= 0x80) {
        bytes.put((byte) (rest | 0x80));
        rest >>>= 7;
      }
      bytes.put((byte) rest);
    }
    byte[] written = Arrays.copyOf(bytes.array(), bytes.position());
    return Base64.getUrlEncoder().withoutPadding().encodeToString(written);
  }

  /** Reads a token; empty if it is not one. Strangers send these, so nothing is assumed of it. */
  public static Optional<Offsets> parse(String token, int slots) {
    if (token.length() > LONGEST_TOKEN) {
      return Optional.empty();
    }
    byte[] bytes;
    try {
      bytes = Base64.getUrlDecoder().decode(token);
    } catch (IllegalArgumentException notBase64) {
      return Optional.empty();
    }
    if (bytes.length < HEADER_BYTES || bytes[0] != FORMAT) {
      return Optional.empty();
    }
    int cluster = ByteBuffer.wrap(bytes).getInt(1);
    return numbers(bytes, slots).map(next -> new Offsets(cluster, next));
  }

  private static Optional<long[]> numbers(byte[] bytes, int count) {
    long[] numbers = new long[count];
    int at = HEADER_BYTES;
    for (int i = 0; i < count; i++) {
      long value = 0;
      int shift = 0;
      boolean more = true;
      while (more) {
        if (at == bytes.length || shift > 56) {
          return Optional.empty();
        }
        value |= (long) (bytes[at] & 0x7f) << shift;
        more = bytes[at++] < 0;
        shift += 7;
      }
      numbers[i] = value;
    }
    return at == bytes.length ? Optional.of(numbers) : Optional.empty();
  }
}
