package io.chiral.service.gateway.view;

import static org.assertj.core.api.Assertions.assertThat;

import io.chiral.messages.event.CheckpointPublished;
import io.chiral.messages.work.CheckpointRef;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class CheckpointListTest {
  private final CheckpointList list = new CheckpointList();

  private void put(String run, int step, boolean milestone) {
    list.put(
        new CheckpointPublished(
            new CheckpointRef(run + "@" + step, step, 1, milestone),
            "optimise",
            "s",
            run,
            "file:///nowhere",
            null,
            step,
            1,
            "w",
            "test",
            null,
            Instant.EPOCH));
  }

  @Test
  void keepsMilestonesAndTheLastOthersOfEachRun() {
    put("a", 0, true);
    for (int step = 1; step <= 100; step++) {
      put("a", step, false);
      put("b", step, step == 50);
    }

    assertThat(list.all()).hasSize(2 * CheckpointList.PASSING + 2);
    assertThat(list.find("a@0")).isPresent();
    assertThat(list.find("b@50")).isPresent();
    assertThat(list.find("a@92")).isEmpty();
    assertThat(list.find("a@93")).isPresent();
    assertThat(list.all().get(0).checkpoint().id()).isEqualTo("a@0");
  }

  @Test
  void countsOnceWhatIsPublishedAgain() {
    for (int i = 0; i < 20; i++) {
      put("a", 1, false);
    }
    put("a", 2, false);

    assertThat(list.all()).hasSize(2);
  }
}
