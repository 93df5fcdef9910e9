package io.chiral.training.slice;

import static java.util.Objects.requireNonNull;

import io.chiral.imagery.dataset.DataSets;
import io.chiral.messages.Codec;
import io.chiral.messages.event.CheckpointPublished;
import io.chiral.messages.work.CheckpointRef;
import io.chiral.messages.work.Slice;
import io.chiral.messages.work.SliceEnded.Reason;
import io.chiral.networks.published.WeightsFolder;
import io.chiral.training.Desk;
import io.chiral.training.ImpossibleException;
import io.chiral.training.RunInMemory;
import io.chiral.training.Torch;
import io.chiral.training.checkpoint.CheckpointStore;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Computes slices, one after another, on one platform thread: the first call of {@link #run}
 * decides which, and {@link #close} belongs there too. A JVM has one of these (DJL's gradient
 * collector is global).
 *
 * <p>The run of the last slice stays in memory and is used again only when the next slice starts
 * from the very checkpoint that the last one ended with. What a slice computes is the same either
 * way.
 */
public final class SliceRunner implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(SliceRunner.class);

  /** Of a slice that was not computed anywhere. */
  private static final String NO_PLATFORM = "none";

  private final DataSets dataSets;
  private final CheckpointStore store;
  private final WeightsFolder weights;
  private final int threads;
  private final String worker;
  private final IntFunction<Torch> startTorch;
  private final Clock clock = Clock.systemUTC();
  private final Codec codec = new Codec();
  private @Nullable Started started;
  private @Nullable Hot hot;

  /**
   * @param threads that PyTorch uses for one operation
   * @param worker id, as it stands in events
   */
  public SliceRunner(
      DataSets dataSets, CheckpointStore store, WeightsFolder weights, int threads, String worker) {
    this(dataSets, store, weights, threads, worker, Torch::start);
  }

  SliceRunner(
      DataSets dataSets,
      CheckpointStore store,
      WeightsFolder weights,
      int threads,
      String worker,
      IntFunction<Torch> startTorch) {
    this.dataSets = dataSets;
    this.store = store;
    this.weights = weights;
    this.threads = threads;
    this.worker = worker;
    this.startTorch = startTorch;
  }

  /**
   * Starts PyTorch, which the first slice would do else.
   *
   * @throws IllegalStateException where it does not start on this machine
   */
  public void prepare() {
    try {
      start();
    } catch (RuntimeException | Error e) {
      letPass(e);
      throw new IllegalStateException("PyTorch does not start here: " + e, e);
    }
  }

  /**
   * Computes a slice. It ends at a step boundary with a durable checkpoint: at {@code maxStep},
   * when its time is up (after one step at least) or when asked to stop. If it fails, with an
   * {@link Error} too, what was held in memory is dropped and the runner can be used on. What the
   * store has not got fails it, too, and so is tried again: whether it is gone for good, the store
   * can't tell.
   *
   * @param stopRequested asked at every step boundary, and within steps that take long; any thread
   *     may set it
   * @param progress told after every step, on the calling thread; must return at once
   */
  public SliceResult run(
      Slice slice, BooleanSupplier stopRequested, Consumer<SliceProgress> progress) {
    long begin = System.nanoTime();
    Started with;
    try {
      with = start();
    } catch (RuntimeException | Error e) {
      letPass(e);
      return failed(
          NO_PLATFORM, slice, Reason.FAILED, "PyTorch does not start here: " + e, e, begin);
    }
    try {
      Computing computing = new Computing(slice, stopRequested, progress, begin);
      RunInMemory run = takeUp(with, slice, stopRequested);
      if (run == null) {
        return SliceResult.unmoved(slice, millisSince(begin), with.platform());
      }
      Reason reason = computing.steps(run);
      return save(with, slice, reason, begin);
    } catch (ImpossibleException | IllegalArgumentException e) {
      return failed(with.platform(), slice, Reason.IMPOSSIBLE, explain(e), e, begin);
    } catch (RuntimeException | Error e) {
      letPass(e);
      return failed(with.platform(), slice, Reason.FAILED, explain(e), e, begin);
    }
  }

  /** What says that the JVM is broken ends the worker; all else is the slice's failure. */
  private static void letPass(Throwable failure) {
    if (failure instanceof VirtualMachineError broken
        && !(failure instanceof OutOfMemoryError || failure instanceof StackOverflowError)) {
      throw broken;
    }
  }

  private Started start() {
    if (started == null) {
      Torch torch = startTorch.apply(threads);
      Runs runs = new Runs(new Desk(torch, dataSets, store, weights), codec);
      started = new Started(torch, runs, Platform.describe(threads));
    }
    return started;
  }

  /** Null when it was asked to stop before a lost state was there again. */
  private @Nullable RunInMemory takeUp(Started with, Slice slice, BooleanSupplier stopRequested) {
    CheckpointRef from = slice.checkpoint();
    if (hot != null && from != null && hot.isAt(from, slice)) {
      return hot.run();
    }
    cool();
    TakenUp taken = with.runs().takeOrRebuild(slice, with.platform(), stopRequested);
    if (taken == null) {
      return null;
    }
    hot = new Hot(slice.run(), null, taken.run(), taken.note());
    return taken.run();
  }

  private SliceResult save(Started with, Slice slice, Reason reason, long begin) {
    RunInMemory run = requireNonNull(hot).run();
    String note = requireNonNull(hot).note();
    CheckpointRef reached = slice.checkpoint();
    CheckpointPublished published = null;
    if (reached == null || reached.step() != run.step()) {
      reached = store.write(with.runs().draft(slice, run, with.platform()));
      published = published(slice, reached, with.platform(), note);
    }
    hot = new Hot(slice.run(), reached.id(), run, null);
    return new SliceResult(
        reason,
        run.step(),
        reached,
        published,
        run.takeEvents(),
        null,
        millisSince(begin),
        with.platform());
  }

  private CheckpointPublished published(
      Slice slice, CheckpointRef made, String platform, @Nullable String note) {
    return new CheckpointPublished(
        made,
        Runs.kind(slice.spec()),
        slice.study(),
        slice.run(),
        store.uri(made.id()),
        slice.checkpoint() == null ? null : slice.checkpoint().id(),
        slice.slice(),
        slice.attempt(),
        worker,
        platform,
        note,
        clock.instant());
  }

  private SliceResult failed(
      String platform, Slice slice, Reason reason, String error, Throwable cause, long begin) {
    LOG.warn(
        "slice failed study={} run={} slice={} attempt={}",
        slice.study(),
        slice.run(),
        slice.slice(),
        slice.attempt(),
        cause);
    cool();
    return new SliceResult(
        reason, slice.fromStep(), null, null, List.of(), error, millisSince(begin), platform);
  }

  private static String explain(Throwable cause) {
    // A linkage error's message is a bare name.
    String message =
        cause.getMessage() == null || cause instanceof LinkageError
            ? cause.toString()
            : cause.getMessage();
    boolean memory = cause instanceof OutOfMemoryError || message.contains("DefaultCPUAllocator");
    return memory
        ? "out of memory: use smaller patches or batches, or give the worker more (%s)"
            .formatted(message)
        : message;
  }

  /** Forgets the run in memory. */
  private void cool() {
    Hot last = hot;
    hot = null;
    if (last != null) {
      last.run().close();
    }
  }

  static long millisSince(long nanos) {
    return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - nanos);
  }

  /** How many native arrays are held now, to find leaks by. */
  int liveArrays() {
    return started == null ? 0 : started.torch().manager().getManagedArrays().size();
  }

  /** Frees everything native. */
  @Override
  public void close() {
    cool();
    if (started != null) {
      started.torch().close();
      started = null;
    }
  }

  private record Started(Torch torch, Runs runs, String platform) {}

  /**
   * A run in memory.
   *
   * @param checkpoint whose state it is; null: unknown
   * @param note to be told with its next checkpoint; null: none
   */
  private record Hot(
      String runId, @Nullable String checkpoint, RunInMemory run, @Nullable String note) {

    boolean isAt(CheckpointRef from, Slice slice) {
      return from.id().equals(checkpoint) && slice.run().equals(runId);
    }
  }
}
