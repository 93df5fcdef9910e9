package io.chiral.messages.spec;

import java.util.List;

/**
 * How the learning rate changes with the step.
 *
 * @param kind {@code constant}, {@code multi-step} or {@code cosine} (to 0 at the last step)
 * @param warmUpSteps linear from 0 over so many steps
 * @param milestones of {@code multi-step}: after these steps the rate is multiplied by gamma
 * @param gamma of {@code multi-step}
 */
public record ScheduleSpec(String kind, int warmUpSteps, List<Integer> milestones, double gamma) {

  @SuppressWarnings("NullAway") // Jackson gives null for an absent list
  public ScheduleSpec {
    milestones = milestones == null ? List.of() : List.copyOf(milestones);
  }
}
