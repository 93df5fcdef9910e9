package io.chiral.messages;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** SHA-256. */
public final class Digests {

  private Digests() {}

  /** SHA-256 of bytes: 64 lower-case hex digits. */
  public static String sha256Hex(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java platform has SHA-256", e);
    }
  }

  /** SHA-256 of texts in order; each is preceded by its length, so no two lists look alike. */
  static String sha256Hex(String... texts) {
    StringBuilder joined = new StringBuilder();
    for (String text : texts) {
      joined.append(text.length()).append(':').append(text);
    }
    return sha256Hex(joined.toString().getBytes(StandardCharsets.UTF_8));
  }
}
