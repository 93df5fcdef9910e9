package io.chiral.messages.event;

/**
 * The weight that makes a metric's gradient as large as L1's at the shared start: {@code weight =
 * scale · pixelNorm / fidelityNorm}.
 *
 * @param study study id
 * @param run run id
 * @param metric metric id
 * @param seed run seed
 * @param pixelNorm ‖∂L1/∂ŷ‖ on the calibration batch
 * @param fidelityNorm ‖∂f/∂ŷ‖ on the same batch
 * @param weight w_fid
 */
public record FairWeightMeasured(
    String study,
    String run,
    String metric,
    long seed,
    double pixelNorm,
    double fidelityNorm,
    double weight)
    implements MetricEvent {}
