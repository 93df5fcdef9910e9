package io.chiral.messages.report;

/**
 * Both lives of one metric.
 *
 * @param id metric id
 * @param assessor how well it judges
 * @param objective how well it teaches, in this setting, by this family of judges
 * @param displacement rank as assessor − rank as objective
 */
public record MetricLives(
    String id, LifeFigure assessor, LifeFigure objective, Figure displacement) {}
