package io.chiral.messages.report;

import java.util.List;

/**
 * Whose discriminator an assessor began with.
 *
 * @param setting adversarial setting id
 * @param metric whose cells of that setting trained it
 * @param step of the checkpoints, the last of training
 * @param seeds how many such discriminators were scored
 * @param runSeeds seeds of the runs that trained them, ascending; empty in what was stored before
 *     they were told
 * @param batchNorm how its batch norms are used
 */
public record TransferOrigin(
    String setting, String metric, int step, int seeds, List<Long> runSeeds, String batchNorm) {

  @SuppressWarnings("NullAway") // Jackson gives null in what was stored before there were any
  public TransferOrigin {
    runSeeds = runSeeds == null ? List.of() : List.copyOf(runSeeds);
  }
}
