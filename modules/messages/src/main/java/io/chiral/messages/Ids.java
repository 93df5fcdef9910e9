package io.chiral.messages;

import io.chiral.messages.spec.RunSpec;
import io.chiral.messages.work.Cell;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Ids that follow from what they name, so that whoever derives them gets the same. Pure functions;
 * hashes are SHA-256 cut to 64 bits (a million runs of one study collide with probability 3e-8).
 */
public final class Ids {

  private static final int SHORT = 16;
  private static final int LONG = 32;

  private Ids() {}

  /**
   * Id of a study: the given one, else {@code s-} and a hash of who sent which command.
   *
   * @param given by the command; null: none
   * @param source the command's CloudEvents source
   * @param commandId its CloudEvents id
   */
  public static String study(@Nullable String given, String source, String commandId) {
    return given != null ? given : "s-" + hash(SHORT, source, commandId);
  }

  /**
   * Id of a run: {@code r-} and a hash of its study, its cell and its specification. The same run
   * asked for twice within a study is one run.
   */
  public static String run(Codec codec, String study, Cell cell, RunSpec spec) {
    return "r-" + hash(SHORT, study, canonical(codec, cell), canonical(codec, spec));
  }

  /**
   * CloudEvents id of a command that came over HTTP: {@code c-} and a hash of who sent it under
   * which key.
   *
   * @param principal who
   * @param idempotencyKey the request's Idempotency-Key
   */
  public static String command(String principal, String idempotencyKey) {
    return "c-" + hash(LONG, principal, idempotencyKey);
  }

  /**
   * Id of an opinion: {@code o-} and a hash of who sent which command.
   *
   * @param source the command's CloudEvents source
   * @param commandId its CloudEvents id
   */
  public static String opinion(String source, String commandId) {
    return "o-" + hash(LONG, source, commandId);
  }

  /**
   * What a command is remembered by: a hash of who sent it under which CloudEvents id.
   *
   * @param source the command's CloudEvents source
   * @param commandId its CloudEvents id
   */
  public static String mark(String source, String commandId) {
    return hash(LONG, source, commandId);
  }

  private static String hash(int digits, String... texts) {
    return Digests.sha256Hex(texts).substring(0, digits);
  }

  private static String canonical(Codec codec, Object value) {
    return new String(codec.write(value), StandardCharsets.UTF_8);
  }
}
