package io.chiral.kafka;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.chiral.testkit.Cable;
import io.chiral.testkit.TestBroker;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.protocol.ApiKeys;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

/**
 * A worker whose network is cut for longer than its session lasts, while another one is there to
 * take over; then all that was held back arrives.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(120)
class PartitionIT {
  private static final Duration SESSION = Duration.ofSeconds(3);

  private final Cable cable = Cable.to(Cable.freePort());
  private TestBroker broker;
  private Scene scene;

  @BeforeAll
  void startBroker() throws IOException {
    Map<String, String> settings = new HashMap<>(cable.listener("CABLE"));
    for (String name : List.of("session.timeout.ms", "min.session.timeout.ms")) {
      settings.put("group.consumer." + name, String.valueOf(SESSION.toMillis()));
    }
    // What a dead producer left open ends a second after its time-out and not up to 20 s later.
    settings.put("transaction.abort.timed.out.transaction.cleanup.interval.ms", "1000");
    broker = new TestBroker(settings);
  }

  @AfterAll
  void stopBroker() throws IOException {
    cable.close();
    broker.close();
  }

  @BeforeEach
  void onWholeCable() {
    cable.mend();
    scene = new Scene(broker, 1);
  }

  @Test
  void inMidJobTheOtherDoesItAgainAndTheFirstPublishesNothing() throws Exception {
    Hand one = new Hand("w1");
    Hand two = new Hand("w2");
    try (TransactionalLoop first = behindCable(one);
        TransactionalLoop second = beside(two)) {
      Piece cutOff = given(first, one);
      second.start();
      cable.cut();
      Piece again = two.take();
      assertThat(again.attempt).isEqualTo(2);
      again.finish();
      Scene.eventually(() -> assertThat(scene.said()).containsExactly("slice by w2"));
      cutOff.finish();
      Scene.eventually(() -> assertThat(first.check()).isInstanceOf(Health.Trouble.class));
      cable.mend();
      bothGoOn(first, second, two, "slice by w2");
    }
  }

  @Test
  void aCommitThatArrivesAfterTheOtherTookOverIsRefused() throws Exception {
    Hand one = new Hand("w1");
    Hand two = new Hand("w2");
    try (TransactionalLoop first = behindCable(one);
        TransactionalLoop second = beside(two)) {
      Piece cutOff = given(first, one);
      second.start();
      CompletableFuture<Void> cut = cable.cutAt(ApiKeys.END_TXN, false);
      cutOff.finish();
      assertThat(cut).succeedsWithin(Duration.ofSeconds(20));
      // Not before the broker has given up what the first left open: offsets are unstable till then
      Piece again = two.take();
      assertThat(again.attempt).isEqualTo(2);
      assertThat(scene.said()).isEmpty();
      cable.mend();
      Scene.eventually(() -> assertThat(first.check()).isEqualTo(new Health.Up()));
      assertThat(scene.said()).isEmpty();
      again.finish();
      bothGoOn(first, second, two, "slice by w2");
    }
  }

  @Test
  void aCommitThatWasNotAnsweredCountsOnce() throws Exception {
    Hand one = new Hand("w1");
    Hand two = new Hand("w2");
    try (TransactionalLoop first = behindCable(one);
        TransactionalLoop second = beside(two)) {
      Piece cutOff = given(first, one);
      second.start();
      CompletableFuture<Void> cut = cable.cutAt(ApiKeys.END_TXN, true);
      cutOff.finish();
      assertThat(cut).succeedsWithin(Duration.ofSeconds(20));
      Scene.eventually(() -> assertThat(first.check()).isInstanceOf(Health.Trouble.class));
      cable.mend();
      bothGoOn(first, second, two, "slice by w1");
    }
  }

  private Piece given(TransactionalLoop first, Hand one) throws InterruptedException {
    scene.write(0, "slice");
    first.start();
    return one.take();
  }

  /** The second has the partition now; what the first says later changes nothing. */
  private void bothGoOn(TransactionalLoop first, TransactionalLoop second, Hand two, String... said)
      throws InterruptedException {
    scene.write(0, "next");
    Piece next = two.take();
    assertThat(next.text + " " + next.attempt).isEqualTo("next 1");
    next.finish();
    List<String> expected = new java.util.ArrayList<>(List.of(said));
    expected.add("next by w2");
    Scene.eventually(() -> assertThat(scene.said()).isEqualTo(expected));
    Scene.eventually(() -> assertThat(first.check()).isEqualTo(new Health.Up()));
    assertThat(second.check()).isEqualTo(new Health.Up());
    assertThat(first.close(Duration.ofSeconds(20))).isTrue();
    assertThat(scene.said()).isEqualTo(expected);
  }

  private TransactionalLoop behindCable(Hand hand) {
    return TransactionalLoop.working(
        KafkaSettings.of(cable.bootstrapServers()), scene.options(hand.name), hand);
  }

  private TransactionalLoop beside(Hand hand) {
    return TransactionalLoop.working(scene.kafka, scene.options(hand.name), hand);
  }

  /** A worker whose jobs end when the trial says so. */
  private final class Hand implements Worker {
    private final String name;
    private final BlockingQueue<Piece> pieces = new LinkedBlockingQueue<>();

    Hand(String name) {
      this.name = name;
    }

    @Override
    public Job start(InRecord record, int attempt) {
      Piece piece = new Piece(Scene.text(record), attempt, name, new CompletableFuture<>());
      pieces.add(piece);
      return piece;
    }

    /** The next job that it was given; it may yet have to be given one. */
    Piece take() throws InterruptedException {
      return requireNonNull(pieces.poll(60, TimeUnit.SECONDS), name + " was given nothing");
    }
  }

  private final class Piece implements Job {
    private final String text;
    private final int attempt;
    private final String by;
    private final CompletableFuture<List<OutRecord>> outputs;

    Piece(String text, int attempt, String by, CompletableFuture<List<OutRecord>> outputs) {
      this.text = text;
      this.attempt = attempt;
      this.by = by;
      this.outputs = outputs;
    }

    void finish() {
      outputs.complete(List.of(scene.say(text + " by " + by)));
    }

    @Override
    public CompletionStage<List<OutRecord>> outputs() {
      return outputs;
    }

    @Override
    public void finishSoon() {
      finish();
    }

    @Override
    public void abandon() {
      // Its outputs, if any come, are not asked for.
    }
  }
}
