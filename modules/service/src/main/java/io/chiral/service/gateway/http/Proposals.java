package io.chiral.service.gateway.http;

import io.chiral.messages.spec.StudySpec;
import io.chiral.service.command.Rehearsal;
import io.chiral.service.command.Rehearsal.Refusal;
import io.chiral.service.plan.StudyPlan;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What studies would take, worked out on a worker thread: files are read and thousands of runs
 * counted.
 */
public record Proposals(Vertx vertx, Rehearsal rehearsal) {
  private static final Logger log = LoggerFactory.getLogger(Proposals.class);

  /** The plan of a study that could start; fails with a 422 that names all that stands against. */
  Future<StudyPlan> dryRun(StudySpec spec) {
    return vertx.executeBlocking(
        () -> {
          List<Refusal> refusals = rehearsal.refusals(spec);
          if (!refusals.isEmpty()) {
            throw refused(refusals).exception();
          }
          return rehearsal.plan(spec);
        },
        false);
  }

  private static Problem refused(List<Refusal> refusals) {
    return Problem.of(
        "urn:chiral:problem:impossible",
        422,
        refusals.get(0).message()
            + (refusals.size() == 1 ? "" : "; and %d more".formatted(refusals.size() - 1)),
        refusals.stream()
            .map(refusal -> new Problem.Place(refusal.place(), refusal.message()))
            .toList());
  }

  /**
   * The plan that a start is answered with; empty where none can be made: it starts all the same.
   */
  Future<Optional<StudyPlan>> estimate(StudySpec spec) {
    return vertx
        .executeBlocking(() -> Optional.of(rehearsal.plan(spec)), false)
        .recover(
            failure -> {
              log.warn("a study could not be estimated error={}", failure.toString());
              return Future.succeededFuture(Optional.empty());
            });
  }
}
