package io.chiral.service.config;

/**
 * A text that no log may show.
 *
 * @param text the secret itself
 */
public record Secret(String text) {
  @Override
  public String toString() {
    return "***";
  }
}
