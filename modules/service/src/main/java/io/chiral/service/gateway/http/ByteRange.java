package io.chiral.service.gateway.http;

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

  private static final Pattern SINGLE =
      Pattern.compile("bytes=(?:(\\d{1,18})-(\\d{0,18})|-(\\d{1,18}))");

  /**
   * What a Range header asks of so many bytes. Null: all of them, which is also the answer to
   * several ranges and to other units.
   *
   * @throws ProblemException 416 if there is no such part
   */
  static @Nullable ByteRange of(@Nullable String header, long size) {
    Matcher range = SINGLE.matcher(header == null ? "" : header.strip());
    if (!range.matches()) {
      return null;
    }
    long first = number(range.group(1), 0);
    long last = number(range.group(2), size - 1);
    if (range.group(3) != null) {
      first = Math.max(0, size - Long.parseLong(range.group(3)));
    }
    if (first >= size || last < first) {
      throw Problem.of(416, "there are %d bytes; asked was %s".formatted(size, header)).exception();
    }
    return new ByteRange(first, Math.min(last, size - 1) - first + 1);
  }

  private static long number(@Nullable String digits, long otherwise) {
    return digits == null || digits.isEmpty() ? otherwise : Long.parseLong(digits);
  }

  String contentRange(long size) {
    return "bytes %d-%d/%d".formatted(first, first + length - 1, size);
  }
}
