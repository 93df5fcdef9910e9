package io.chiral.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.apache.kafka.common.KafkaException;
import org.junit.jupiter.api.Test;

class PulseTest {

  private static final Duration HANGS = Duration.ofSeconds(60);

  private long nanos;
  private final Pulse pulse = new Pulse(HANGS, () -> nanos);

  private void pass(Duration time) {
    nanos += time.toNanos();
  }

  private Health.Trouble trouble() {
    return (Health.Trouble) pulse.health();
  }

  @Test
  void saysWhatItHangsIn() {
    pulse.at("publishes outcomes/0@17");
    pass(HANGS);
    assertThat(pulse.health()).isEqualTo(new Health.Up());

    pass(Duration.ofNanos(1));
    assertThat(trouble().reason()).isEqualTo("no progress: publishes outcomes/0@17");

    pulse.at("polls");
    assertThat(pulse.health()).isEqualTo(new Health.Up());
  }

  @Test
  void countsATroubleFromItsFirstFailure() {
    pulse.at("takes in work/3");
    pulse.failed(new KafkaException("away"));
    Health.Trouble first = trouble();
    pass(Duration.ofSeconds(2));
    pulse.at("publishes work/3@1");
    pulse.failed(new KafkaException("still away"));

    assertThat(trouble().since()).isEqualTo(first.since());
    assertThat(trouble().until()).isAfterOrEqualTo(first.until());
    assertThat(trouble().reason()).startsWith("publishes work/3@1: ").endsWith("still away");
  }

  @Test
  void isNotWellBetweenTwoFailures() {
    pulse.failed(new KafkaException("away"));
    pass(Pulse.CALM);
    pulse.fine();
    assertThat(pulse.health()).isInstanceOf(Health.Trouble.class);

    pass(Duration.ofNanos(1));
    pulse.fine();
    assertThat(pulse.health()).isEqualTo(new Health.Up());
  }

  @Test
  void staysAsItEnded() {
    pulse.failed(new KafkaException("away"));
    pulse.ended(new Health.Closed());
    pass(HANGS.multipliedBy(2));

    assertThat(pulse.health()).isEqualTo(new Health.Closed());
  }
}
