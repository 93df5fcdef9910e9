package io.chiral.messages.report;

/**
 * One setting against another by one judge, mean over the metrics that both have.
 *
 * @param subject what the contrast is about: a backbone or a setting
 * @param setting the one
 * @param against the other
 * @param judge judge id
 * @param difference in the judge's own unit, turned so that more is better
 * @param centred in standard deviations of the judge
 */
public record Contrast(
    String subject,
    String setting,
    String against,
    String judge,
    Figure difference,
    Figure centred) {}
