package io.chiral.service.reporting;

import io.chiral.asymmetry.StudyFold;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes studies durable, one at a time of all partitions, and lets those sleep that have nothing to
 * do. Runs on the loop's thread, which collects a study's events and no more.
 */
final class Saving {
  private static final Logger LOG = LoggerFactory.getLogger(Saving.class);

  /** After the store could not be written. */
  private static final Duration PAUSE = Duration.ofSeconds(30);

  private static final Comparator<StudyReport> LONGEST_BEHIND =
      Comparator.comparingLong(study -> study.saved().lacksFrom());

  private final Snapshots snapshots;
  private final SavePolicy policy;
  private final Clock clock;
  private @Nullable Write write;
  private Instant pausedUntil = Instant.MIN;

  private record Write(
      PartitionReports partition, StudyReport study, CompletableFuture<Snapshots.Written> file) {}

  Saving(Snapshots snapshots, SavePolicy policy, Clock clock) {
    this.snapshots = snapshots;
    this.policy = policy;
    this.clock = clock;
  }

  /** Takes in what has become durable, begins with the next study that is due. */
  void goOn(PartitionReports partition) {
    Instant now = clock.instant();
    collect(Duration.ZERO);
    if (write == null && !now.isBefore(pausedUntil)) {
      partition.all().stream()
          .filter(study -> study.isDue(policy, partition.volume(), now))
          .min(LONGEST_BEHIND)
          .ifPresent(study -> begin(partition, study));
    }
    for (StudyReport study : partition.all()) {
      boolean needed = study.fresh() || !study.saved().isWhole();
      if (!needed && study.isIdle(policy, partition.volume(), now)) {
        study.sleep();
      }
    }
  }

  /** Makes durable what can be within that time, first what keeps the next owner longest. */
  void finish(PartitionReports partition, Duration patience) {
    long end = System.nanoTime() + patience.toNanos();
    boolean going = true;
    while (going) {
      collect(Duration.ofNanos(Math.max(0, end - System.nanoTime())));
      Optional<StudyReport> next =
          partition.all().stream().filter(StudyReport::isSavable).min(LONGEST_BEHIND);
      going = write == null && next.isPresent() && !clock.instant().isBefore(pausedUntil);
      if (going) {
        begin(partition, next.orElseThrow());
      }
    }
  }

  private void begin(PartitionReports partition, StudyReport study) {
    StudyFold fold = Objects.requireNonNull(study.fold());
    study.saved().begin(partition.next());
    write = new Write(partition, study, snapshots.write(fold));
  }

  private void collect(Duration patience) {
    Write begun = write;
    if (begun == null) {
      return;
    }
    try {
      Snapshots.Written file = begun.file().get(patience.toNanos(), TimeUnit.NANOSECONDS);
      begun.partition().saved(begun.study(), file);
      write = null;
    } catch (TimeoutException e) {
      // It goes on.
    } catch (ExecutionException e) {
      write = null;
      pausedUntil = clock.instant().plus(PAUSE);
      failed(begun.study(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** The store may be full or away for a while: what was saved before serves until then. */
  private static void failed(StudyReport study, ExecutionException failure) {
    if (!(failure.getCause() instanceof UncheckedIOException)) {
      throw new IllegalStateException("study " + study.study() + " can't be saved", failure);
    }
    LOG.warn("snapshot not written study={} error={}", study.study(), failure.getMessage());
  }
}
