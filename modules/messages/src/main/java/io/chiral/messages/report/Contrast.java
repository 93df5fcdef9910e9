package io.chiral.messages.report;

import org.jspecify.annotations.Nullable;

/**
 * One setting against another, mean over the metrics that both have: by one judge, or by the mean
 * over the judges of a family.
 *
 * @param subject what the contrast is about: a backbone or a setting
 * @param setting the one
 * @param against the other
 * @param family of the judge; empty in what was stored before it was told
 * @param judge judge id; null: the mean over the judges of the family
 * @param difference in the judge's own unit, turned so that more is better; no value for a family
 * @param centred in standard deviations of the judge
 */
public record Contrast(
    String subject,
    String setting,
    String against,
    String family,
    @Nullable String judge,
    Figure difference,
    Figure centred) {

  @SuppressWarnings("NullAway") // Jackson gives null in what was stored before it was told
  public Contrast {
    family = family == null ? "" : family;
  }
}
