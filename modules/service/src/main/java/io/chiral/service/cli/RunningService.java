package io.chiral.service.cli;

import io.chiral.service.Service;
import io.chiral.service.config.ChiralConfig;
import io.vertx.core.Future;
import java.io.PrintWriter;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;

/**
 * A service that ends with its process: whether by {@link #close}, Ctrl-C or SIGTERM, it is closed
 * once and waited for.
 */
public final class RunningService implements AutoCloseable {
  private final Service service;
  private final CountDownLatch stopping = new CountDownLatch(1);
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Thread hook = new Thread(this::stopAndWait, "chiral-shutdown");
  private volatile Runnable beforeClosing = () -> {};

  private RunningService(Service service) {
    this.service = service;
    Runtime.getRuntime().addShutdownHook(hook);
  }

  /**
   * Starts a service and says where it is.
   *
   * @throws UserException if it can't start for a reason outside the program
   */
  public static RunningService start(ChiralConfig config, PrintWriter out) {
    RunningService running = new RunningService(await(Service.start(config)));
    running.service.describe().forEach(out::println);
    out.flush();
    return running;
  }

  /** The service. */
  public Service service() {
    return service;
  }

  /** Runs in the closing thread before the service is closed. */
  public void beforeClosing(Runnable action) {
    beforeClosing = action;
  }

  /** Blocks until Ctrl-C or SIGTERM. */
  public void awaitShutdown() throws InterruptedException {
    stopping.await();
  }

  @Override
  public void close() {
    if (stopping.getCount() == 0) {
      // The hook is at it; the JVM ends when it is done.
      awaitClosed();
      return;
    }
    stopAndWait();
    Runtime.getRuntime().removeShutdownHook(hook);
  }

  private void stopAndWait() {
    stopping.countDown();
    beforeClosing.run();
    await(service.close());
    closed.countDown();
  }

  private void awaitClosed() {
    try {
      closed.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * Waits for a future on a plain thread.
   *
   * @throws UserException with the cause's message if it failed
   */
  public static <T> T await(Future<T> future) {
    try {
      return future.toCompletionStage().toCompletableFuture().get();
    } catch (ExecutionException e) {
      throw new UserException(reason(e), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UserException("interrupted", e);
    }
  }

  private static String reason(ExecutionException e) {
    Throwable cause = e.getCause() == null ? e : e.getCause();
    return cause.getMessage() == null ? cause.toString() : cause.getMessage();
  }
}
