package io.chiral.service.node;

/**
 * How one component is.
 *
 * @param ready whether it can do its work
 * @param live whether it still tries to; where not, only a new process does
 * @param detail for people: why not, or what it is doing
 */
public record Health(boolean ready, boolean live, String detail) {

  /** It works. */
  public static Health ready(String detail) {
    return new Health(true, true, detail);
  }

  /** It does not, or not yet. */
  public static Health notReady(String detail) {
    return new Health(false, true, detail);
  }

  /** It has ended for good. */
  public static Health ended(Throwable cause) {
    return new Health(false, false, "ended: " + cause);
  }
}
