package io.chiral.networks.discriminator;

/** What a discriminator judges. */
public enum Level {
  /** The image, by one logit. */
  VANILLA("vanilla"),
  /** Patches, by a map of logits. */
  PATCH("patch");

  private final String label;

  Level(String label) {
    this.label = label;
  }

  /** As in the paper. */
  public String label() {
    return label;
  }
}
