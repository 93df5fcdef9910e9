package io.chiral.service.worker;

import io.vertx.core.Future;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A worker is in its group while its store can be used. One that is not owns no partition, so it
 * can't be given a slice, and nobody has to be told.
 *
 * <pre>
 *   store usable ──join──► in the group ──store away for too long──► out ──store usable──► join …
 * </pre>
 *
 * Thread-safe.
 */
final class Attendance {
  private static final Logger LOG = LoggerFactory.getLogger(Attendance.class);

  /** A membership. */
  interface Membership {
    /** Hands over what it holds, and leaves. */
    Future<?> end();
  }

  private final StoreGuard store;
  private final Supplier<Future<Membership>> join;
  private volatile @Nullable Membership membership;
  private Future<?> last = Future.succeededFuture();
  private volatile boolean closing;

  /**
   * @param join starts a loop of this worker
   */
  Attendance(StoreGuard store, Supplier<Future<Membership>> join) {
    this.store = store;
    this.join = join;
  }

  /** Joins; where the store can't be used yet, later, and this is done at once. */
  Future<?> begin() {
    return store
        .awaitUsable(() -> true)
        .compose(
            wait -> {
              if (wait == StoreGuard.Wait.STOPPED) {
                joinWhenUsable();
                return Future.succeededFuture();
              }
              return enter();
            });
  }

  /** Whether it is in its group, as far as its store goes. */
  boolean isIn() {
    return membership != null;
  }

  /** Leaves the group until the store can be used; the slice at hand goes back. */
  synchronized void leave() {
    LOG.warn("worker leaves its group until its store can be used");
    exit().onComplete(left -> joinWhenUsable());
  }

  private void joinWhenUsable() {
    store
        .awaitUsable(() -> closing)
        .compose(wait -> enter())
        .onFailure(error -> LOG.error("worker can't join its group", error));
  }

  private synchronized Future<?> enter() {
    last = last.transform(before -> joined());
    return last;
  }

  private Future<?> joined() {
    return membership != null || closing
        ? Future.succeededFuture()
        : join.get().onSuccess(begun -> membership = begun);
  }

  private synchronized Future<?> exit() {
    last = last.transform(before -> ended());
    return last;
  }

  private Future<?> ended() {
    Membership ending = membership;
    membership = null;
    return ending == null ? Future.succeededFuture() : ending.end();
  }

  /** Hands over what it holds and does not come back. */
  Future<?> end() {
    closing = true;
    return exit();
  }
}
