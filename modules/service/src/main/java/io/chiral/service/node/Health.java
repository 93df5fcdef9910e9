package io.chiral.service.node;

/**
 * How one component is.
 *
 * @param ready whether it can do its work
 * @param detail for people: why not, or what it is doing
 */
public record Health(boolean ready, String detail) {

  /** It works. */
  public static Health ready(String detail) {
    return new Health(true, detail);
  }

  /** It does not, or not yet. */
  public static Health notReady(String detail) {
    return new Health(false, detail);
  }
}
