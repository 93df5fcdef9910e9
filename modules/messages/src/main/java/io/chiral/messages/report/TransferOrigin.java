package io.chiral.messages.report;

/**
 * Whose discriminator an assessor began with.
 *
 * @param setting adversarial setting id
 * @param metric whose cells of that setting trained it
 * @param step of the checkpoints, the last of training
 * @param seeds how many such discriminators were scored
 * @param batchNorm how its batch norms are used
 */
public record TransferOrigin(
    String setting, String metric, int step, int seeds, String batchNorm) {}
