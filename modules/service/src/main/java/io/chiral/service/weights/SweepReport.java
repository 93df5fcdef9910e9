package io.chiral.service.weights;

import io.chiral.training.checkpoint.CheckpointStore.Leftover;
import io.chiral.training.checkpoint.CheckpointStore.Listed;
import io.chiral.training.checkpoint.Retention.Plan;
import java.io.PrintWriter;

/** What went, or would go, a line each and a sum. */
record SweepReport(PrintWriter out) {

  void print(Plan plan, boolean dryRun) {
    for (Listed each : plan.checkpoints()) {
      out.printf("checkpoint %s of %s%n", each.id(), each.writtenAt());
    }
    for (Listed each : plan.files()) {
      out.printf("file %s of %s%n", each.id(), each.writtenAt());
    }
    for (Leftover each : plan.leftovers()) {
      out.printf("unfinished %s of %s%n", each.place(), each.since());
    }
    out.printf(
        "%d checkpoints, %d files, %d unfinished writes %s%n",
        plan.checkpoints().size(),
        plan.files().size(),
        plan.leftovers().size(),
        dryRun ? "would go" : "removed");
    out.flush();
  }
}
