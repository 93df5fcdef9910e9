package io.chiral.service.gateway.http;

import java.math.BigInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A range of bytes, RFC 9110 §14.
 *
 * @param first its first byte, from 0
 * @param length how many
 */
record ByteRange(long first, long length) {

  private static final Pattern SINGLE = Pattern.compile("bytes=(?:(\\d+)-(\\d*)|-(\\d+))");

  /**
   * What a Range header asks of so many bytes. Null: all of them, which is also the answer to
   * several ranges, to other units and to one that ends before it begins.
   *
   * @throws ProblemException 416 if there is no such part
   */
  static @Nullable ByteRange of(@Nullable String header, long size) {
    Matcher range = SINGLE.matcher(header == null ? "" : header.strip());
    if (!range.matches()) {
      return null;
    }
    long first = number(range.group(1), 0);
    long last = number(range.group(2), Long.MAX_VALUE);
    if (range.group(3) != null) {
      first = Math.max(0, size - number(range.group(3), 0));
    } else if (last < first) {
      return null;
    }
    if (first >= size) {
      throw Problem.of(416, "there are %d bytes; asked was %s".formatted(size, header)).exception();
    }
    return new ByteRange(first, Math.min(last, size - 1) - first + 1);
  }

  /** Beyond what a long holds there is no byte either. */
  private static long number(@Nullable String digits, long otherwise) {
    return digits == null || digits.isEmpty()
        ? otherwise
        : new BigInteger(digits).min(BigInteger.valueOf(Long.MAX_VALUE)).longValue();
  }

  String contentRange(long size) {
    return "bytes %d-%d/%d".formatted(first, first + length - 1, size);
  }
}
