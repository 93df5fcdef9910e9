package io.chiral.service.command;

import io.chiral.messages.state.RunState;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What waiting adds to a study's priority: 1 for every {@link Limits#ageing} that no worker had a
 * slice of it although one could have. So no priority starves another: with P the highest priority
 * there is, a study of priority q goes before all others after (P − q + 1) of these times, but for
 * one slice of each that waited as well. Having got a slice it is what it was.
 *
 * <p>A study ages, not a run: else a study of thousands of runs that had waited for long would go
 * before all others until the last of them had been served.
 */
final class Ageing {
  private Ageing() {}

  /**
   * What studies have gained; those that gained nothing are left out.
   *
   * @param due runs that could be given a worker now
   * @param served studies that a worker has a slice of: they do not wait
   */
  static Map<String, Long> gained(
      Turn turn, List<RunState> due, Set<String> served, Duration ageing) {
    Map<String, Instant> ready = new HashMap<>();
    for (RunState run : due) {
      if (!served.contains(run.study())) {
        ready.merge(run.study(), readySince(run), Ageing::earlier);
      }
    }
    Map<String, Long> gained = new HashMap<>();
    ready.forEach(
        (study, since) -> {
          Instant begin = later(since, turn.state().served(study).at());
          long levels = Duration.between(begin, turn.now()).dividedBy(ageing);
          if (levels > 0) {
            gained.put(study, levels);
          }
        });
    return gained;
  }

  /** Its state was last written when it became ready; after a failure it has to wait. */
  private static Instant readySince(RunState run) {
    Instant retry = run.notBefore();
    return retry == null ? run.updatedAt() : later(run.updatedAt(), retry);
  }

  private static Instant earlier(Instant one, Instant other) {
    return one.isBefore(other) ? one : other;
  }

  private static Instant later(Instant one, Instant other) {
    return one.isBefore(other) ? other : one;
  }
}
