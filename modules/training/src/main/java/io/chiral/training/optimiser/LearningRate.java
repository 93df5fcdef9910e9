package io.chiral.training.optimiser;

import io.chiral.messages.spec.ScheduleSpec;

/**
 * The factor on the learning rate at a step, a pure function of the schedule.
 *
 * <p>As BasicSR: during warm-up linear to 1, then what the schedule says for the number of steps
 * already done. {@code multi-step} multiplies by gamma after each milestone; {@code cosine} falls
 * from 1 to 0 at the run's end.
 */
public final class LearningRate {

  private final ScheduleSpec schedule;
  private final int steps;

  /**
   * @param steps of the whole run
   * @throws IllegalArgumentException on an unknown kind or numbers out of range
   */
  public LearningRate(ScheduleSpec schedule, int steps) {
    this.schedule = schedule;
    this.steps = steps;
    require(steps > 0, "steps must be positive, got " + steps);
    require(
        schedule.warmUpSteps() >= 0,
        "warmUpSteps must be 0 or more, got " + schedule.warmUpSteps());
    factor(0);
  }

  /**
   * The factor for the next step.
   *
   * @param done steps that are already done, 0 … steps − 1
   */
  public double factor(int done) {
    if (done + 1 < schedule.warmUpSteps()) {
      return (done + 1.0) / schedule.warmUpSteps();
    }
    return switch (schedule.kind()) {
      case "constant" -> 1;
      case "multi-step" -> Math.pow(schedule.gamma(), passed(done));
      case "cosine" -> 0.5 * (1 + Math.cos(Math.PI * done / steps));
      default ->
          throw new IllegalArgumentException(
              "schedule kind is one of constant, multi-step, cosine, got \"%s\""
                  .formatted(schedule.kind()));
    };
  }

  private long passed(int done) {
    return schedule.milestones().stream().filter(milestone -> milestone <= done).count();
  }

  private static void require(boolean holds, String rule) {
    if (!holds) {
      throw new IllegalArgumentException("schedule: " + rule);
    }
  }
}
