package io.chiral.service.node;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.stream.Stream;

/**
 * How one component is.
 *
 * @param ready whether it can do its work
 * @param live whether it still tries to; where not, only a new process does
 * @param detail for people: why not, or what it is doing
 * @param warnings what a person should look at although it does its work; at most {@value
 *     #MOST_WARNINGS} and how many more
 */
public record Health(
    boolean ready,
    boolean live,
    String detail,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) List<String> warnings) {

  private static final int MOST_WARNINGS = 20;

  public Health {
    int more = warnings.size() - MOST_WARNINGS;
    warnings =
        more <= 0
            ? List.copyOf(warnings)
            : Stream.concat(
                    warnings.stream().limit(MOST_WARNINGS),
                    Stream.of("and %d more".formatted(more)))
                .toList();
  }

  /** It works. */
  public static Health ready(String detail) {
    return ready(detail, List.of());
  }

  /** It works, but there is something to look at. */
  public static Health ready(String detail, List<String> warnings) {
    return new Health(true, true, detail, warnings);
  }

  /** It does not, or not yet. */
  public static Health notReady(String detail) {
    return new Health(false, true, detail, List.of());
  }

  /** It has ended for good. */
  public static Health ended(Throwable cause) {
    return new Health(false, false, "ended: " + cause, List.of());
  }
}
