package io.chiral.training.checkpoint;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Pattern;

/** SHA-256, written as 64 lower-case hexadecimal digits. */
public final class Digests {

  private static final Pattern HEX = Pattern.compile("[0-9a-f]{64}");

  private Digests() {}

  /** The digest of these bytes. */
  public static String of(byte[] bytes) {
    return hex(sha256().digest(bytes));
  }

  /** The digest of a text in UTF-8. */
  public static String of(String text) {
    return of(text.getBytes(StandardCharsets.UTF_8));
  }

  /** The digest of what a part writes. */
  public static String ofContent(Draft.Part part) {
    DigestOutputStream out = new DigestOutputStream(OutputStream.nullOutputStream(), sha256());
    try {
      part.writeTo(out);
      return hex(out.getMessageDigest().digest());
    } catch (IOException e) {
      throw new UncheckedIOException("content can't be digested", e);
    }
  }

  /** The digest of a file's content. */
  static String ofFile(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file);
        DigestOutputStream out =
            new DigestOutputStream(OutputStream.nullOutputStream(), sha256())) {
      in.transferTo(out);
      return hex(out.getMessageDigest().digest());
    }
  }

  /** Whether a name is a digest. */
  public static boolean isOne(String name) {
    return HEX.matcher(name).matches();
  }

  /**
   * Digests name files, so nothing else may pass for one.
   *
   * @throws IllegalArgumentException unless it is 64 lower-case hexadecimal digits
   */
  public static String require(String digest) {
    if (!isOne(digest)) {
      throw new IllegalArgumentException(
          "a sha256 is 64 lower-case hexadecimal digits, got \"%s\"".formatted(digest));
    }
    return digest;
  }

  /** What computes it. */
  public static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /** As it is written. */
  public static String hex(byte[] digest) {
    return HexFormat.of().formatHex(digest);
  }
}
