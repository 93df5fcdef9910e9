package io.chiral.objectstore;

import io.chiral.messages.work.CheckpointRef;
import io.chiral.training.checkpoint.CheckpointStore.Leftover;
import io.chiral.training.checkpoint.CheckpointStore.Listed;
import io.chiral.training.checkpoint.DamagedCheckpointException;
import io.chiral.training.checkpoint.DirectoryStore;
import io.chiral.training.checkpoint.Draft;
import io.chiral.training.checkpoint.Manifest;
import io.chiral.training.checkpoint.StoredCheckpoint;
import io.chiral.training.checkpoint.UnknownCheckpointException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Checkpoints of an object store on this machine's disk: where they are made before they go there,
 * and where they are read. The longest unused go when there are too many bytes, but none that was
 * used within the hour, since somebody may have it open.
 */
final class LocalCopies {

  private static final Duration IN_USE = Duration.ofHours(1);
  private static final Duration ABANDONED = Duration.ofDays(1);

  private final DirectoryStore copies;
  private final long limitBytes;

  LocalCopies(Path root, long limitBytes) {
    this.copies = new DirectoryStore(root);
    this.limitBytes = limitBytes;
  }

  /** Makes a checkpoint here. */
  StoredCheckpoint write(Draft draft) {
    CheckpointRef ref = copies.write(draft);
    trim(Instant.now());
    return copies.open(ref.id());
  }

  /** Writes and reads here. */
  void probe() {
    copies.probe();
  }

  /** A sound copy; empty: there is none. */
  Optional<StoredCheckpoint> find(String id) {
    try {
      StoredCheckpoint copy = copies.open(id);
      Files.setLastModifiedTime(copy.directory(), FileTime.from(Instant.now()));
      return Optional.of(copy);
    } catch (UnknownCheckpointException | DamagedCheckpointException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException("can't mark the local copy of %s as used".formatted(id), e);
    }
  }

  void trim(Instant now) {
    for (Leftover leftover : copies.leftovers()) {
      if (leftover.since().isBefore(now.minus(ABANDONED))) {
        copies.discard(leftover);
      }
    }
    List<Listed> oldestFirst =
        copies.list().stream().sorted(Comparator.comparing(Listed::writtenAt)).toList();
    long bytes = oldestFirst.stream().mapToLong(each -> bytes(each.id())).sum();
    for (Listed oldest : oldestFirst) {
      if (bytes <= limitBytes || oldest.writtenAt().isAfter(now.minus(IN_USE))) {
        return;
      }
      bytes -= bytes(oldest.id());
      copies.delete(oldest.id());
    }
  }

  /** Of one that is gone or damaged: 0, and so the first to go. */
  private long bytes(String id) {
    try {
      return copies.manifest(id).files().stream().mapToLong(Manifest.Entry::bytes).sum();
    } catch (UnknownCheckpointException | DamagedCheckpointException e) {
      return 0;
    }
  }
}
