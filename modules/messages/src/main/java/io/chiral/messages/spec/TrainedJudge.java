package io.chiral.messages.spec;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A judge that is a trained assessor, named by what it is and by the checkpoint that an assess run
 * ended with: {@code nr-alexnet.0123456789abcdef}. The digest fixes its weights, so that a study's
 * panel is settled before its first run; kind and backbone say whose kin it is.
 *
 * @param kind {@code nr} or {@code dists}
 * @param backbone such as {@code alexnet}
 * @param checkpoint the first 16 hexadecimal digits of the checkpoint's id
 */
public record TrainedJudge(String kind, String backbone, String checkpoint) {

  private static final int DIGITS = 16;

  private static final Pattern ID =
      Pattern.compile("(nr|dists)-([a-z0-9-]+)\\.([0-9a-f]{%d})".formatted(DIGITS));

  /** Of an assessor of that kind and backbone, from a checkpoint's whole id. */
  public static TrainedJudge of(String kind, String backbone, String checkpoint) {
    return new TrainedJudge(kind, backbone, checkpoint.substring(0, DIGITS));
  }

  /** The trained judge that a judge's id names; empty: it names another. */
  public static Optional<TrainedJudge> parse(String id) {
    Matcher matcher = ID.matcher(id);
    return matcher.matches()
        ? Optional.of(new TrainedJudge(matcher.group(1), matcher.group(2), matcher.group(3)))
        : Optional.empty();
  }

  /** Its judge id. */
  public String id() {
    return "%s-%s.%s".formatted(kind, backbone, checkpoint);
  }
}
