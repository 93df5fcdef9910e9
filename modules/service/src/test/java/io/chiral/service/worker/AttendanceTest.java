package io.chiral.service.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.chiral.service.node.HealthRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AttendanceTest {

  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final Vertx vertx = Vertx.vertx();
  private final HealthRegistry health = new HealthRegistry();
  private final List<String> told = new CopyOnWriteArrayList<>();
  private volatile boolean usable;
  private final StoreGuard guard = new StoreGuard(vertx, this::probe, health);
  private final Attendance attendance = new Attendance(guard, this::join);

  private void probe() {
    if (!usable) {
      throw new UncheckedIOException("store /s", new IOException("not mounted"));
    }
  }

  private Future<Attendance.Membership> join() {
    told.add("joined");
    return Future.succeededFuture(
        () -> {
          told.add("left");
          return Future.succeededFuture();
        });
  }

  @AfterEach
  void close() throws Exception {
    get(attendance.end());
    get(vertx.close());
  }

  @Test
  void joinsAtOnceWithAStoreThatCanBeUsed() throws Exception {
    usable = true;

    get(attendance.begin());

    assertThat(told).containsExactly("joined");
    assertThat(health.ready()).isTrue();
  }

  @Test
  void startsWithoutItsStoreAndJoinsWhenItIsThere() throws Exception {
    get(attendance.begin());

    assertThat(told).isEmpty();
    assertThat(health.check().get("store"))
        .matches(store -> !store.ready() && store.detail().contains("not mounted"));
    usable = true;

    await().atMost(PATIENCE).untilAsserted(() -> assertThat(told).containsExactly("joined"));
    assertThat(health.ready()).isTrue();
  }

  @Test
  void leavesWhileTheStoreIsAwayAndComesBack() throws Exception {
    usable = true;
    get(attendance.begin());
    usable = false;

    attendance.leave();

    await().atMost(PATIENCE).until(() -> !health.ready());
    assertThat(told).containsExactly("joined", "left");
    usable = true;
    await()
        .atMost(PATIENCE)
        .untilAsserted(() -> assertThat(told).containsExactly("joined", "left", "joined"));
  }

  @Test
  void doesNotComeBackOnceItHasEnded() throws Exception {
    get(attendance.begin());

    get(attendance.end());
    usable = true;
    get(guard.awaitUsable(() -> false));
    get(attendance.end());

    assertThat(told).isEmpty();
  }

  private static void get(Future<?> future) throws Exception {
    future.toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
  }
}
