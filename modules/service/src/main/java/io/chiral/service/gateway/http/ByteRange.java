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

  private static final Pattern SINGLE = Pattern.compile("bytes=(\\d{0,18})-(\\d{0,18})");

  /**
   * What a Range header asks of so many bytes. Null: all of them, which is also the answer to
   * several ranges and to other units.
   *
   * @throws ProblemException 416 if there is no such part
   */
  static @Nullable ByteRange of(@Nullable String header, long size) {
    Matcher range = SINGLE.matcher(header == null ? "" : header.strip());
    if (!range.matches() || "-".equals(header.strip().substring("bytes=".length()))) {
      return null;
    }
    String from = range.group(1);
    String to = range.group(2);
    long first = from.isEmpty() ? Math.max(0, size - Long.parseLong(to)) : Long.parseLong(from);
    long last = from.isEmpty() || to.isEmpty() ? size - 1 : Long.parseLong(to);
    if (first >= size || last < first) {
      throw Problem.of(416, "there are %d bytes; asked was %s".formatted(size, header)).exception();
    }
    return new ByteRange(first, Math.min(last, size - 1) - first + 1);
  }

  String contentRange(long size) {
    return "bytes %d-%d/%d".formatted(first, first + length - 1, size);
  }
}
