package io.chiral.service.reporting;

import io.chiral.asymmetry.StudyFold;
import io.chiral.asymmetry.evidence.Noted;
import io.chiral.messages.Codec;
import io.chiral.messages.event.MetricEvent;
import io.chiral.training.checkpoint.CheckpointStore;
import io.chiral.training.checkpoint.DamagedCheckpointException;
import io.chiral.training.checkpoint.UnknownCheckpointException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Studies' folds in the checkpoint store, as files beside the tiles. */
final class Snapshots implements AutoCloseable {

  private final CheckpointStore store;
  private final SnapshotFile file;
  private final ExecutorService writer =
      Executors.newSingleThreadExecutor(
          work -> {
            Thread thread = new Thread(work, "reporting-snapshots");
            thread.setDaemon(true);
            return thread;
          });

  Snapshots(CheckpointStore store, Codec codec) {
    this.store = store;
    this.file = new SnapshotFile(codec);
  }

  /**
   * Makes a fold durable as it is now. Only its events are collected by the calling thread; they
   * are encoded and stored by another.
   *
   * @return the file; fails with {@link java.io.UncheckedIOException} where the store does
   */
  CompletableFuture<Written> write(StudyFold fold) {
    List<MetricEvent> events = fold.events().toList();
    List<Noted> faults = fold.faults().toList();
    return CompletableFuture.supplyAsync(() -> write(fold.study(), events, faults), writer);
  }

  private Written write(String study, List<MetricEvent> events, List<Noted> faults) {
    byte[] content = file.write(study, events, faults);
    return new Written(store.putFile(content), content.length);
  }

  /**
   * A fold that was made durable. Blocks.
   *
   * @throws UnusableSnapshotException if the file is absent, damaged or of another format
   * @throws java.io.UncheckedIOException if the store can't be reached
   */
  StudyFold read(String study, String name) {
    try {
      return file.read(study, store.readFile(name));
    } catch (DamagedCheckpointException | UnknownCheckpointException e) {
      throw new UnusableSnapshotException(e.getMessage(), e);
    }
  }

  /**
   * A durable file.
   *
   * @param name its sha256
   * @param bytes its size
   */
  record Written(String name, int bytes) {}

  /** What is being written may become durable or not. */
  @Override
  public void close() {
    writer.shutdown();
  }
}
