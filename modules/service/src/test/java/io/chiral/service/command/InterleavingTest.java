package io.chiral.service.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.chiral.messages.command.Cancel;
import io.chiral.messages.command.Pause;
import io.chiral.messages.command.PauseAll;
import io.chiral.messages.command.Resume;
import io.chiral.messages.command.ResumeAll;
import io.chiral.messages.command.StartRun;
import io.chiral.messages.command.StartStudy;
import io.chiral.messages.state.StudyState;
import io.chiral.messages.state.StudyState.StudyStatus;
import io.chiral.messages.work.Slice;
import io.chiral.messages.work.SliceEnded.Reason;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever the order of events, {@link World}'s invariants hold and every study ends. */
class InterleavingTest {

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
  void endsEveryStudy(long seed) {
    Random random = new Random(seed);
    World world = new World(1 + random.nextInt(4));
    List<Slice> past = new ArrayList<>();
    for (int study = 0; study < 3; study++) {
      world.send(
          "start" + study,
          new StartStudy(
              "s" + study,
              Specs.study(
                  List.of(Specs.L1, Specs.SSIM),
                  List.of(Specs.NONE),
                  List.of(1L, 2L),
                  List.of(15),
                  random.nextInt(2),
                  random.nextBoolean() ? 2 : null)));
    }
    for (int i = 0; i < 150; i++) {
      disturb(world, random, past, i);
    }
    world.send("r", new ResumeAll(null));
    world.send("r0", new Resume("s0", null, null));
    world.send("r1", new Resume("s1", null, null));
    world.send("r2", new Resume("s2", null, null));
    for (int i = 0; i < 500 && !ended(world); i++) {
      world.finishAll().tick(Duration.ofMinutes(1));
    }

    assertThat(ended(world)).isTrue();
    assertThat(world.outstanding()).isEmpty();
    assertThat(world.state.live()).isEmpty();
  }

  private static boolean ended(World world) {
    return world.state.studies().values().stream()
        .map(StudyState::status)
        .allMatch(status -> status == StudyStatus.ENDED || status == StudyStatus.CANCELLED);
  }

  private static void disturb(World world, Random random, List<Slice> past, int i) {
    List<Slice> slices = List.copyOf(world.outstanding().values());
    past.addAll(slices);
    String study = "s" + random.nextInt(3);
    String run = past.isEmpty() ? null : past.get(random.nextInt(past.size())).run();
    String owner = run == null ? study : world.run(run).study();
    switch (random.nextInt(17)) {
      case 0 -> world.send("c" + i, new Pause(study, null, null));
      case 1 -> world.send("c" + i, new Resume(study, null, null));
      case 2 -> world.send("c" + i, new Pause(owner, run, null));
      case 3 -> world.send("c" + i, new Resume(owner, run, null));
      case 4 -> world.send("c" + i, new Cancel(owner, random.nextInt(10) == 0 ? null : run, null));
      case 5 -> world.send("c" + i, new StartRun(study, Specs.optimise(i), 0));
      case 6 -> world.tick(Duration.ofSeconds(random.nextInt(20)));
      case 7 -> {
        if (!past.isEmpty()) {
          world.end(past.get(random.nextInt(past.size())), Reason.MILESTONE);
        }
      }
      case 8 -> world.workers.add(new WorkerView("x" + i, List.of(100 + i)));
      case 9 -> {
        if (world.workers.size() > 1) {
          world.workers.remove(random.nextInt(world.workers.size()));
        }
      }
      case 10 -> world.send("c" + i, new PauseAll(null));
      case 11 -> world.send("c" + i, new ResumeAll(null));
      default -> {
        if (!slices.isEmpty()) {
          Reason[] reasons = Reason.values();
          world.end(slices.get(random.nextInt(slices.size())), reasons[random.nextInt(4)]);
        }
      }
    }
  }
}
