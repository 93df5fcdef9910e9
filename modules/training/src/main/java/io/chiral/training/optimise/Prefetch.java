package io.chiral.training.optimise;

import ai.djl.ndarray.NDManager;
import io.chiral.imagery.sample.PairedImage;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * Patches, decoded and cut one step ahead on a thread of its own, so that the device waits for them
 * only when a step takes less time than they do. They are those that {@link Patches} draws, bit for
 * bit, in whatever order steps are asked for. One thread at a time may ask.
 */
final class Prefetch implements AutoCloseable {

  private final Patches patches;
  private final ExecutorService thread;
  private @Nullable Ahead ahead;

  Prefetch(Patches patches) {
    this.patches = patches;
    thread =
        Executors.newSingleThreadExecutor(
            work -> {
              Thread thread = new Thread(work, "chiral-patches");
              thread.setDaemon(true);
              return thread;
            });
  }

  /** A step's patches in the making. */
  private record Ahead(int done, Future<List<PairedImage>> drawn) {}

  /**
   * The batch of the step after {@code done} steps; the next one's is begun.
   *
   * @throws RuntimeException as drawing did, when its step is reached
   */
  Batch at(NDManager manager, int done) {
    List<PairedImage> drawn = take(done);
    ahead = new Ahead(done + 1, thread.submit(() -> patches.drawn(done + 1)));
    return Batch.of(manager, drawn);
  }

  private List<PairedImage> take(int done) {
    Ahead known = ahead;
    ahead = null;
    if (known == null || known.done() != done) {
      return patches.drawn(done);
    }
    try {
      return known.drawn().get();
    } catch (ExecutionException e) {
      throw unchecked(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting for patches", e);
    }
  }

  private static RuntimeException unchecked(ExecutionException e) {
    if (e.getCause() instanceof Error error) {
      throw error;
    }
    return e.getCause() instanceof RuntimeException cause
        ? cause
        : new IllegalStateException("drawing patches failed", e);
  }

  /** Ends the thread after the image that it is at. */
  @Override
  public void close() {
    thread.shutdownNow();
  }

  /** Whether the thread has ended. */
  boolean ended() {
    return thread.isTerminated();
  }
}
