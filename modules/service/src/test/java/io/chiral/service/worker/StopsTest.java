package io.chiral.service.worker;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class StopsTest {

  @Test
  void remembersTheLastThousand() {
    Stops stops = new Stops();
    for (int i = 0; i <= 1_000; i++) {
      stops.add("r-" + i + "/0/1");
    }

    assertThat(stops.contains("r-0/0/1")).isFalse();
    assertThat(stops.contains("r-1/0/1")).isTrue();
    assertThat(stops.contains("r-1000/0/1")).isTrue();
  }
}
