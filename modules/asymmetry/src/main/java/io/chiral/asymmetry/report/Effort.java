package io.chiral.asymmetry.report;

import io.chiral.asymmetry.replicate.Replicates;

/**
 * How much a report computes. Figures do not depend on it but for the chance in their intervals.
 *
 * @param replicates of the figures that anything is decided by
 * @param sideReplicates of an assessor's figures beside SRCC; 0: those are left out
 */
public record Effort(int replicates, int sideReplicates) {

  /** What every published report is made with. */
  public static final Effort STANDARD = new Effort(Replicates.STANDARD, 200);
}
