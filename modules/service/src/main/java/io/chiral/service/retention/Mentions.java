package io.chiral.service.retention;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.HashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Checkpoints that a record names, wherever it does: every digest in its text, and every judge's
 * digits. What is no checkpoint's does no harm; a field that a later version adds is not missed.
 *
 * @param ids whole
 * @param digits of judges, as in {@code nr-alexnet.0123456789abcdef}
 */
record Mentions(Set<String> ids, Set<String> digits) {

  private static final Pattern ID = Pattern.compile("(?<![0-9a-f])[0-9a-f]{64}(?![0-9a-f])");
  private static final Pattern JUDGE = Pattern.compile("\\.([0-9a-f]{16})(?![0-9a-f])");

  static Mentions in(byte[] body) {
    String text = new String(body, UTF_8);
    Set<String> ids = new HashSet<>();
    Set<String> digits = new HashSet<>();
    for (Matcher id = ID.matcher(text); id.find(); ) {
      ids.add(id.group());
    }
    for (Matcher judge = JUDGE.matcher(text); judge.find(); ) {
      digits.add(judge.group(1));
    }
    return new Mentions(Set.copyOf(ids), Set.copyOf(digits));
  }
}
