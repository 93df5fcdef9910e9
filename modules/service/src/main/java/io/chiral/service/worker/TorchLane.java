package io.chiral.service.worker;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;

/**
 * The one platform thread of this JVM on which PyTorch runs: DJL's gradient collector is global to
 * a JVM, and gradient mode belongs to a thread.
 */
final class TorchLane {
  private static final String NAME = "torch-lane";

  private final WorkerExecutor executor;

  TorchLane(Vertx vertx) {
    // A slice lasts as long as it lasts: Vert.x need not warn of a blocked thread.
    executor = vertx.createSharedWorkerExecutor(NAME, 1, 1, TimeUnit.DAYS);
  }

  <T> Future<T> call(Callable<T> work) {
    return executor.executeBlocking(work);
  }

  Future<Void> close() {
    return executor.close();
  }
}
