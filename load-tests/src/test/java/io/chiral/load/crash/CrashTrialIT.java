package io.chiral.load.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** In the build with three kills; the profile {@code crash} makes more of it. */
@DisabledOnOs(OS.WINDOWS)
class CrashTrialIT {

  @Test
  void nothingIsLostOrRepeatedWhoeverIsKilled(@TempDir Path folder) throws Exception {
    assertThat(new CrashTrial(Plan.configured(), folder, System.out).run()).isEmpty();
  }

  @Test
  @EnabledIfSystemProperty(named = "crash.ensemble", matches = "true")
  void nothingIsLostOrRepeatedWhicheverCoordinatorIsKilled(@TempDir Path folder) throws Exception {
    assertThat(new CrashTrial(Plan.ofCoordinators(), folder, System.out).run()).isEmpty();
  }

  @Test
  void equalSeedsStrikeEqualBlows() {
    Plan plan = new Plan(7, 30, 5, 3, 2, 1, 2, 1, 1, 40, Plan.brief(7).budget());

    assertThat(plan.blows())
        .hasSize(41)
        .isEqualTo(plan.blows())
        .isNotEqualTo(new Plan(8, 30, 5, 3, 2, 1, 2, 1, 1, 40, plan.budget()).blows());
    assertThat(Plan.brief(1).blows())
        .extracting(Blow::victim)
        .containsExactlyInAnyOrder("worker-1", "command-1", Plan.BROKER);
    assertThat(Plan.ofCoordinators().blows())
        .extracting(Blow::victim)
        .isSubsetOf(Ensemble.COORDINATORS);
  }
}
