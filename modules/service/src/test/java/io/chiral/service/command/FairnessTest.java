package io.chiral.service.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.chiral.messages.command.StartRun;
import io.chiral.messages.state.RunState;
import io.chiral.messages.state.RunStatus;
import io.chiral.messages.work.Slice;
import io.chiral.messages.work.SliceEnded.Reason;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Simulations of the fold: studies without end, of any priorities, and slices of 30 s at most. With
 * P the highest priority of S studies, one of priority q waits (P − q + 1) ageings at most, and
 * then for a slice of each other study.
 */
class FairnessTest {
  private static final Duration SLICE = Duration.ofSeconds(30);
  private static final Duration AGEING = Limits.slicesOf(SLICE).ageing();

  private final Map<String, Integer> priorities = new HashMap<>();
  private final Map<String, Instant> waits = new HashMap<>();
  private World world = new World(1);
  private int commands;

  private void study(String id, int priority) {
    priorities.put(id, priority);
    waits.put(id, world.now);
    refill(id);
  }

  /** Somebody keeps sending runs: a study always has more to do. */
  private void refill(String id) {
    world.send("c" + ++commands, new StartRun(id, Specs.optimise(commands), priority(id)));
  }

  private int priority(String id) {
    return priorities.getOrDefault(id, 0);
  }

  /** Ends a slice after some time; says whose it was. */
  private String turn(Random random) {
    List<Slice> slices = new ArrayList<>(world.outstanding().values());
    Slice ending = slices.get(random.nextInt(slices.size()));
    int workers = world.workers.size();
    world.now = world.now.plusMillis(random.nextInt((int) SLICE.toMillis() / workers) + 1);
    world.end(ending, random.nextInt(4) == 0 ? Reason.MILESTONE : Reason.TIME);
    if (world.state.live().stream().noneMatch(run -> ready(run, ending.study()))) {
      refill(ending.study());
    }
    return ending.study();
  }

  private boolean ready(String run, String study) {
    RunState state = world.run(run);
    return state.study().equals(study) && state.status() == RunStatus.READY;
  }

  private Duration bound(String study) {
    int highest = priorities.values().stream().mapToInt(Integer::intValue).max().orElseThrow();
    return AGEING
        .multipliedBy(highest - priority(study) + 1L)
        .plus(SLICE.multipliedBy(priorities.size()));
  }

  private void assertNobodyWaitsLonger() {
    waits.forEach(
        (study, since) ->
            assertThat(Duration.between(since, world.now))
                .as("%s of %s at %s", study, priorities, world.now)
                .isLessThanOrEqualTo(bound(study)));
  }

  /** Since when each study has nothing at work. */
  private void note(String ended) {
    Map<String, Slice> outstanding = world.outstanding();
    for (String study : priorities.keySet()) {
      boolean atWork = outstanding.values().stream().anyMatch(s -> s.study().equals(study));
      if (atWork) {
        waits.remove(study);
      } else if (study.equals(ended)) {
        waits.put(study, world.now);
      } else {
        waits.putIfAbsent(study, world.now);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
  void noStudyWaitsLongerThanItsBound(long seed) {
    Random random = new Random(seed);
    world = new World(1 + random.nextInt(3)).withoutInvariants();
    int studies = world.workers.size() + 1 + random.nextInt(5);
    for (int i = 0; i < studies; i++) {
      study("s" + i, random.nextInt(6));
    }
    for (int i = 0; i < 1_000; i++) {
      note(turn(random));
      if (random.nextInt(50) == 0) {
        restart();
      }
      assertNobodyWaitsLonger();
    }
  }

  private void restart() {
    world.state =
        State.of(
            world.state.installation(),
            world.state.studies().values(),
            world.state.runs().values());
  }

  @Test
  void prioritiesHoldUntilSomebodyHasWaitedForIt() {
    Random random = new Random(7);
    study("high", 3);
    study("low", 1);
    Instant served = world.now;
    int times = 0;
    for (int i = 0; i < 400; i++) {
      turn(random);
      Slice now = world.outstanding().values().iterator().next();
      if (now.study().equals("low")) {
        assertThat(Duration.between(served, world.now))
            .isGreaterThanOrEqualTo(AGEING.multipliedBy(2));
        turn(random);
        served = world.now;
        times++;
        assertThat(world.outstanding().values()).extracting(Slice::study).containsExactly("high");
      }
    }
    assertThat(times).isPositive();
  }

  /** Else a study of thousands of runs would go before all others until all had been served. */
  @Test
  void aStudyThatWaitedGetsOneSliceHoweverManyRunsItHas() {
    study("high", 1);
    study("low", 0);
    for (int i = 0; i < 20; i++) {
      refill("low");
    }
    world.now = world.now.plus(AGEING.multipliedBy(50));
    List<String> order = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      turn(new Random(i));
      order.add(world.outstanding().values().iterator().next().study());
    }
    assertThat(order).containsExactly("low", "high", "high", "high", "high");
  }

  @Test
  void aRestartForgetsNoWaiting() {
    study("high", 2);
    study("low", 0);
    Random random = new Random(3);
    int low = 0;
    for (int i = 0; i < 300; i++) {
      restart();
      turn(random);
      low += world.outstanding().values().iterator().next().study().equals("low") ? 1 : 0;
    }
    assertThat(low).isPositive();
  }
}
